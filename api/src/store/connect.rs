//! Connections. SQLite has one writer beside a pool of readers (several writers stall for seconds); PostgreSQL has one
//! pool, or two where a replica serves the reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use migration::Migrator;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DbErr};
use sea_orm_migration::MigratorTrait;

use super::access_log::Recorder;
use super::lines::{Lines, TESTED_AFTER};
use super::turns::Turns;
use super::{Inner, Store, parts};
use crate::clock::Clock;
use crate::problem::{Problem, Result};

/// Where the data lies and how many connections may be open.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// A PostgreSQL replica for reads.
    pub replica_url: Option<String>,
    /// Connections at most, beside the one that records what answers show.
    pub connections: u32,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
    /// Bytes of the parts cache; 0 turns it off.
    pub parts_cache_bytes: u64,
}

impl DatabaseSettings {
    /// Settings for a database with the defaults.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            replica_url: None,
            connections: 16,
            acquire_timeout: Duration::from_secs(5),
            parts_cache_bytes: 256 * 1024 * 1024,
        }
    }

    fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

/// What the databases have been asked.
#[derive(Debug, Default)]
pub struct Counters {
    statements: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Counters {
    /// Statements since the start.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Counts a statement.
    pub(super) fn count(&self, elapsed: Duration, failed: bool) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        let nanoseconds = u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
        let failed = if failed { "true" } else { "false" };
        metrics::counter!("database_statements_total", "failed" => failed).increment(1);
        metrics::histogram!("database_statement_seconds").record(elapsed);
    }

    /// Time spent in them since the start, as the gateway saw it.
    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }
}

impl Store {
    /// Connects, without changing the database.
    pub async fn connect(settings: &DatabaseSettings, clock: Clock) -> Result<Self> {
        let counters = Arc::new(Counters::default());
        let open = async |url: &str, connections| open(settings, url, connections, &counters).await;
        let (writer, reader, recording, turns) = if settings.is_sqlite() {
            let writer = open(&settings.url, 1).await?;
            let reader = open(&settings.url, settings.connections).await?;
            let turns = Arc::new(Turns::new(settings.acquire_timeout));
            (writer.clone(), reader, writer, Some(turns))
        } else {
            let writer = open(&settings.url, settings.connections).await?;
            let reader = match &settings.replica_url {
                Some(url) => open(url, settings.connections).await?,
                None => writer.clone(),
            };
            let recording = open(&settings.url, 1).await?;
            (writer, reader, recording, None)
        };
        let inner = Inner {
            recorder: Recorder::start(recording.clone(), turns.clone()),
            writer,
            reader,
            recording,
            turns,
            clock,
            parts: parts::Cache::new(settings.parts_cache_bytes),
            counters,
            wake: tokio::sync::watch::Sender::new(0),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Brings the database to the present schema.
    pub async fn migrate(&self) -> Result<()> {
        Migrator::up(self.inner.writer.pool(), None)
            .await
            .map_err(Problem::unavailable)
    }

    /// How many changes of the schema are outstanding.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Migrator::get_pending_migrations(self.inner.writer.pool())
            .await
            .map(|pending| pending.len())
            .map_err(Problem::unavailable)
    }

    /// Whether the database answers, for readiness.
    pub async fn ping(&self) -> Result<()> {
        self.inner
            .reader
            .execute_unprepared("SELECT 1")
            .await
            .map_err(Problem::unavailable)?;
        self.inner
            .writer
            .execute_unprepared("SELECT 1")
            .await
            .map(|_| ())
            .map_err(Problem::unavailable)
    }

    /// Closes the connections, so that SQLite leaves no files behind.
    pub async fn close(&self) -> Result<()> {
        for lines in [&self.inner.reader, &self.inner.recording, &self.inner.writer] {
            lines.close().await.map_err(Problem::unavailable)?;
        }
        Ok(())
    }

    /// Whether this is the embedded database.
    pub fn is_sqlite(&self) -> bool {
        self.inner.writer.get_database_backend() == DatabaseBackend::Sqlite
    }
}

async fn open(
    settings: &DatabaseSettings,
    url: &str,
    connections: u32,
    counters: &Arc<Counters>,
) -> Result<Lines> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(settings.acquire_timeout)
        .sqlx_logging(false)
        .test_before_acquire_if_idle_for(TESTED_AFTER);
    if settings.is_sqlite() {
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
        });
    }
    let pool = Database::connect(options).await.map_err(unavailable)?;
    let (patience, counters) = (settings.acquire_timeout, Arc::clone(counters));
    Ok(Lines::over(pool, connections, patience, counters))
}

fn unavailable(error: DbErr) -> Problem {
    Problem::unavailable(error)
}

//! Connections. SQLite has one writer beside a pool of readers (several writers stall for seconds); PostgreSQL has one
//! pool, or two where a replica serves the reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use migration::Migrator;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use super::access_log::Recorder;
use super::turns::Turns;
use super::{Inner, Store, constraint, parts};
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

    /// Time spent in them since the start, as the gateway saw it.
    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }
}

impl Store {
    /// Connects, without changing the database.
    pub async fn connect(settings: &DatabaseSettings, clock: Clock) -> Result<Self> {
        let counters = Arc::new(Counters::default());
        let (writer, reader, recording, turns) = if settings.is_sqlite() {
            let writer = open(settings, &settings.url, 1, Some(&counters)).await?;
            let reader = open(settings, &settings.url, settings.connections, Some(&counters)).await?;
            let turns = Arc::new(Turns::new(settings.acquire_timeout));
            (writer.clone(), reader, writer, Some(turns))
        } else {
            let writer = open(settings, &settings.url, settings.connections, Some(&counters)).await?;
            let reader = match &settings.replica_url {
                Some(url) => open(settings, url, settings.connections, Some(&counters)).await?,
                None => writer.clone(),
            };
            let recording = open(settings, &settings.url, 1, Some(&counters)).await?;
            (writer, reader, recording, None)
        };
        let following = open(settings, &settings.url, 1, None).await?;
        let inner = Inner {
            following,
            recorder: Recorder::start(recording.clone(), turns.clone()),
            writer,
            reader,
            recording,
            turns,
            clock,
            parts: parts::Cache::new(settings.parts_cache_bytes),
            counters,
            wake: tokio::sync::watch::Sender::new(0),
            url: settings.url.clone(),
            listening: false.into(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Brings the database to the present schema.
    pub async fn migrate(&self) -> Result<()> {
        Migrator::up(&self.inner.writer, None)
            .await
            .map_err(Problem::unavailable)
    }

    /// How many changes of the schema are outstanding.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Migrator::get_pending_migrations(&self.inner.writer)
            .await
            .map(|pending| pending.len())
            .map_err(Problem::unavailable)
    }

    /// Whether the database answers, for readiness.
    pub async fn ping(&self) -> Result<()> {
        self.inner.reader.ping().await.map_err(Problem::unavailable)?;
        self.inner
            .writer
            .execute_unprepared("SELECT 1")
            .await
            .map(|_| ())
            .map_err(Problem::unavailable)
    }

    /// Closes the connections, so that SQLite leaves no files behind.
    pub async fn close(&self) -> Result<()> {
        let inner = &self.inner;
        for connection in [&inner.following, &inner.reader, &inner.recording, &inner.writer] {
            connection.close_by_ref().await.map_err(Problem::unavailable)?;
        }
        Ok(())
    }

    /// Whether this is the embedded database.
    pub fn is_sqlite(&self) -> bool {
        self.inner.writer.get_database_backend() == DatabaseBackend::Sqlite
    }
}

/// Begins a transaction that may write: on SQLite it has the one right to from its first moment.
pub(super) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    db.begin_with_options(options).await.map_err(constraint::problem)
}

async fn open(
    settings: &DatabaseSettings,
    url: &str,
    connections: u32,
    counters: Option<&Arc<Counters>>,
) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(settings.acquire_timeout)
        .sqlx_logging(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    if settings.is_sqlite() {
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
        });
        options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|used, _| Box::pin(is_at_rest(used))));
    }
    let mut connection = Database::connect(options).await.map_err(unavailable)?;
    let Some(counters) = counters.map(Arc::clone) else {
        return Ok(connection);
    };
    connection.set_metric_callback(move |info| {
        counters.statements.fetch_add(1, Ordering::Relaxed);
        let elapsed = u64::try_from(info.elapsed.as_nanos()).unwrap_or(u64::MAX);
        counters.nanoseconds.fetch_add(elapsed, Ordering::Relaxed);
        let failed = if info.failed { "true" } else { "false" };
        metrics::counter!("database_statements_total", "failed" => failed).increment(1);
        metrics::histogram!("database_statement_seconds").record(info.elapsed);
    });
    Ok(connection)
}

/// Whether a connection has no transaction open, once what was queued for it is done; else it is closed.
///
/// Where a disk is full or fails, SQLite itself rolls back, and the rollback that follows finds nothing to roll back. The
/// driver then takes the transaction for open, makes savepoints of the next ones, and what they keep is never committed.
async fn is_at_rest(used: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    used.ping().await?;
    Ok(!used.is_in_transaction())
}

fn unavailable(error: DbErr) -> Problem {
    Problem::unavailable(error)
}

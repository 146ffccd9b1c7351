//! Connections, kept open and handed from statement to statement.
//!
//! sqlx's pool tests a connection whenever it is given back: one more round trip for each statement. Here sqlx opens,
//! mends and closes connections; one whose statement ended well serves the next statement as it is. One that was left
//! in the middle of a statement, or has failed, goes back to sqlx.

mod line;
mod transaction;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement,
};
use tokio::sync::Semaphore;

use self::line::{Held, Line};
pub(super) use self::transaction::Transaction;
use super::connect::Counters;

/// How long a connection may lie idle before it is tested.
pub(super) const TESTED_AFTER: Duration = Duration::from_secs(30);
/// How long a connection is used before it is opened anew.
const LIFETIME: Duration = Duration::from_mins(30);

/// The connections to one database.
#[derive(Clone)]
pub(super) struct Lines(Arc<Shared>);

struct Shared {
    pool: DatabaseConnection,
    idle: Mutex<Vec<Idle>>,
    places: Arc<Semaphore>,
    patience: Duration,
    counters: Arc<Counters>,
}

struct Idle {
    held: Held,
    opened: Instant,
    since: Instant,
}

impl Lines {
    /// Over a pool of sqlx with so many connections at most; a statement waits so long for one.
    pub fn over(pool: DatabaseConnection, most: u32, patience: Duration, counters: Arc<Counters>) -> Self {
        let most = usize::try_from(most).unwrap_or(Semaphore::MAX_PERMITS);
        Self(Arc::new(Shared {
            pool,
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(most)),
            patience,
            counters,
        }))
    }

    /// The pool below, for what is no request's: changes of the schema.
    pub fn pool(&self) -> &DatabaseConnection {
        &self.0.pool
    }

    /// Closes all connections.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.0.places.close();
        self.forget();
        self.0.pool.close_by_ref().await
    }

    /// Begins a transaction that may write: on SQLite it has the one right to from its first moment.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        Transaction::begin(self.line().await?, self.get_database_backend()).await
    }

    /// A connection, for as long as it is held.
    async fn line(&self) -> Result<Line, DbErr> {
        let place = Arc::clone(&self.0.places).acquire_owned();
        let place = tokio::time::timeout(self.0.patience, place)
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        let (held, opened) = match self.usable().await {
            Some(idle) => (idle.held, idle.opened),
            None => (self.open().await?, Instant::now()),
        };
        Ok(Line::new(held, opened, self.clone(), place))
    }

    /// The connection that was used last, if it still answers.
    async fn usable(&self) -> Option<Idle> {
        loop {
            let mut idle = self.idle().pop()?;
            if LIFETIME < idle.opened.elapsed() {
                continue;
            }
            if idle.since.elapsed() < TESTED_AFTER || idle.held.answers().await {
                return Some(idle);
            }
        }
    }

    async fn open(&self) -> Result<Held, DbErr> {
        let opened = match self.get_database_backend() {
            DatabaseBackend::Sqlite => {
                let pool = self.0.pool.get_sqlite_connection_pool();
                pool.acquire().await.map(Held::Sqlite)
            }
            _ => {
                let pool = self.0.pool.get_postgres_connection_pool();
                pool.acquire().await.map(Held::Postgres)
            }
        };
        opened.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
            sqlx::Error::PoolClosed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
            other => DbErr::Conn(RuntimeErr::SqlxError(other.into())),
        })
    }

    fn keep(&self, held: Held, opened: Instant) {
        if !self.0.places.is_closed() {
            let since = Instant::now();
            self.idle().push(Idle { held, opened, since });
        }
    }

    /// Gives all idle connections back to sqlx: after one has broken, the others are likely to have broken with it.
    fn forget(&self) {
        let all = std::mem::take(&mut *self.idle());
        drop(all);
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Lines {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.0.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.line().await?.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.line().await?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let rows = self.query_all_raw(statement).await?;
        Ok(rows.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.line().await?.query(statement).await
    }
}

//! One connection in use.

use std::time::Instant;

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Executor, Postgres, Sqlite};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::sync::OwnedSemaphorePermit;

use super::Lines;

/// A connection of sqlx.
pub(super) enum Held {
    Postgres(PoolConnection<Postgres>),
    Sqlite(PoolConnection<Sqlite>),
}

impl Held {
    /// Whether the database is still there.
    pub async fn answers(&mut self) -> bool {
        let done = match self {
            Self::Postgres(connection) => connection.ping().await,
            Self::Sqlite(connection) => connection.ping().await,
        };
        done.is_ok()
    }
}

/// One connection in use, until it is dropped.
pub(super) struct Line {
    /// Nothing only while it is dropped.
    held: Option<Held>,
    opened: Instant,
    /// Whether the last statement was answered to its end.
    whole: bool,
    lines: Lines,
    // Last: given back when the connection has been.
    _place: OwnedSemaphorePermit,
}

/// Runs sqlx on whichever connection is held.
macro_rules! on {
    ($line:ident, |$connection:ident| $run:expr) => {
        match $line.held.as_mut() {
            Some(Held::Postgres($connection)) => $run,
            Some(Held::Sqlite($connection)) => $run,
            None => Err(sqlx::Error::PoolClosed),
        }
    };
}

impl Line {
    pub fn new(held: Held, opened: Instant, lines: Lines, place: OwnedSemaphorePermit) -> Self {
        Self {
            held: Some(held),
            opened,
            whole: true,
            lines,
            _place: place,
        }
    }

    /// The rows that a prepared statement gives.
    pub async fn query(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (sql, values) = parts(statement);
        let started = self.start();
        let rows = on!(self, |connection| {
            let rows = sqlx::query_with(sql, values).fetch_all(&mut **connection).await;
            rows.map(|rows| rows.into_iter().map(QueryResult::from).collect())
        });
        self.end(started, rows).map_err(in_query)
    }

    /// What a prepared statement does.
    pub async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let (sql, values) = parts(statement);
        let started = self.start();
        let done = on!(self, |connection| {
            let done = sqlx::query_with(sql, values).execute(&mut **connection).await;
            done.map(ExecResult::from)
        });
        self.end(started, done).map_err(in_execution)
    }

    /// What statements do that are not prepared.
    pub async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql.to_owned());
        let started = self.start();
        let done = on!(self, |connection| {
            let done = Executor::execute(&mut **connection, sql).await;
            done.map(ExecResult::from)
        });
        self.end(started, done).map_err(in_execution)
    }

    /// Moves a transaction on: begins, commits or rolls back. Not counted among the statements.
    pub async fn turn(&mut self, how: &'static str) -> Result<(), DbErr> {
        self.whole = false;
        let done = on!(self, |connection| Executor::execute(&mut **connection, how)
            .await
            .map(drop));
        self.settle(done).map_err(in_execution)
    }

    /// Whether the last statement was answered to its end.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Has the connection closed when it is dropped: what it is in the middle of must not go on.
    pub fn condemn(&mut self) {
        self.whole = false;
        match self.held.as_mut() {
            Some(Held::Postgres(connection)) => connection.close_on_drop(),
            Some(Held::Sqlite(connection)) => connection.close_on_drop(),
            None => {}
        }
    }

    /// From here to [`Line::end`] it is in the middle of something, should its caller hang up.
    fn start(&mut self) -> Instant {
        self.whole = false;
        Instant::now()
    }

    fn end<T>(&mut self, started: Instant, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        self.lines.0.counters.count(started.elapsed(), done.is_err());
        self.settle(done)
    }

    /// What the database itself refuses leaves the connection as it was; all else may have broken it, and others too.
    fn settle<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        self.whole = matches!(done, Ok(_) | Err(sqlx::Error::Database(_)));
        if !self.whole {
            self.lines.forget();
        }
        done
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(held) = self.held.take().filter(|_| self.whole) {
            self.lines.keep(held, self.opened);
        }
    }
}

fn parts(statement: Statement) -> (AssertSqlSafe<String>, SqlxValues) {
    let values = statement.values.unwrap_or_else(|| Values(Vec::new()));
    (AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn in_query(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn in_execution(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

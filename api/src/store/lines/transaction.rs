//! A transaction on a connection of its own.

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use super::line::Line;

/// An open transaction. Dropping it rolls back.
pub(in crate::store) struct Transaction {
    /// Nothing once it has ended.
    line: Mutex<Option<Line>>,
    backend: DatabaseBackend,
}

impl Transaction {
    pub(super) async fn begin(line: Line, backend: DatabaseBackend) -> Result<Self, DbErr> {
        let how = match backend {
            DatabaseBackend::Sqlite => "BEGIN IMMEDIATE",
            _ => "BEGIN",
        };
        // First of all, so that it is rolled back or closed whatever happens.
        let mut transaction = Self {
            line: Mutex::new(Some(line)),
            backend,
        };
        let open = transaction.line.get_mut();
        let line = open.as_mut().ok_or_else(ended)?;
        if let Err(refused) = line.turn(how).await {
            *open = None;
            return Err(refused);
        }
        Ok(transaction)
    }

    /// Commits: from here on it is durable.
    pub async fn commit(mut self) -> Result<(), DbErr> {
        let open = self.line.get_mut();
        let line = open.as_mut().ok_or_else(ended)?;
        line.turn("COMMIT").await?;
        *open = None;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(mut line) = self.line.get_mut().take() else {
            return;
        };
        // In the middle of a statement nothing can be said to it any more.
        match Handle::try_current() {
            Ok(runtime) if line.is_whole() => {
                runtime.spawn(async move {
                    if line.turn("ROLLBACK").await.is_err() {
                        line.condemn();
                    }
                });
            }
            _ => line.condemn(),
        }
    }
}

fn ended() -> DbErr {
    DbErr::Custom("the transaction has ended".to_owned())
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.line
            .lock()
            .await
            .as_mut()
            .ok_or_else(ended)?
            .execute(statement)
            .await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.line
            .lock()
            .await
            .as_mut()
            .ok_or_else(ended)?
            .execute_unprepared(sql)
            .await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let rows = self.query_all_raw(statement).await?;
        Ok(rows.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.line
            .lock()
            .await
            .as_mut()
            .ok_or_else(ended)?
            .query(statement)
            .await
    }
}

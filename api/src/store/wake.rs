//! Telling other gateways over the same PostgreSQL: LISTEN and NOTIFY. What is told only wakes; what happened is in the
//! journal.

use std::sync::atomic::Ordering;

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use super::{Store, constraint};
use crate::problem::{Problem, Result};

/// On which channel gateways say that the journal has grown.
pub const JOURNAL: &str = "integrated_review_journal";
/// On which channel gateways say who is present with them.
pub const PRESENCE: &str = "integrated_review_presence";

/// A connection that listens.
pub struct Listener(PgListener);

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The journal has grown.
    Journal,
    /// Who is present with another gateway, in its words.
    Presence(String),
    /// The connection was lost and is there again: something may have been missed.
    Again,
}

impl Store {
    /// Listens to the other gateways; nothing where there can be none.
    pub async fn listen(&self) -> Result<Option<Listener>> {
        if self.is_sqlite() {
            return Ok(None);
        }
        let mut listener = PgListener::connect(&self.inner.url)
            .await
            .map_err(Problem::unavailable)?;
        listener
            .listen_all([JOURNAL, PRESENCE])
            .await
            .map_err(Problem::unavailable)?;
        Ok(Some(Listener(listener)))
    }

    /// Whether other gateways are heard; where there can be none, they are.
    pub fn is_listening(&self) -> bool {
        self.is_sqlite() || self.inner.listening.load(Ordering::Relaxed)
    }

    /// Notes whether other gateways are heard.
    pub(crate) fn set_listening(&self, listening: bool) {
        self.inner.listening.store(listening, Ordering::Relaxed);
    }

    /// Tells the other gateways. Never within a transaction that writes: NOTIFY serialises commits.
    pub async fn tell(&self, channel: &str, message: &str) -> Result<()> {
        let sql = "SELECT pg_notify($1, $2)";
        let values = [channel.into(), message.into()];
        self.inner
            .following
            .execute_raw(Statement::from_sql_and_values(
                DatabaseBackend::Postgres,
                sql,
                values,
            ))
            .await
            .map(|_| ())
            .map_err(constraint::problem)
    }
}

impl Listener {
    /// What is heard next.
    pub async fn hear(&mut self) -> Result<Heard> {
        let heard = self.0.try_recv().await.map_err(Problem::unavailable)?;
        Ok(match heard {
            None => Heard::Again,
            Some(heard) if heard.channel() == PRESENCE => Heard::Presence(heard.payload().to_owned()),
            Some(_) => Heard::Journal,
        })
    }
}

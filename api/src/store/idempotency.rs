//! Idempotency keys: the same key with the same input leads to the same outcome, once. Scope: authority, actor,
//! mutation. Kept for 30 days.

use chrono::{DateTime, Utc};
use entity::idempotency;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, Statement,
};
use sha2::{Digest, Sha256};

use super::{Store, constraint};
use crate::auth::viewer::Viewer;
use crate::hex::hex;
use crate::problem::{Problem, Refusal, Result};

/// A key in its scope, and the digest of the input it came with.
#[derive(Debug, Clone)]
pub(super) struct Key {
    id: String,
    lock: i64,
    input: String,
}

impl Key {
    pub fn new(viewer: &Viewer, act: &str, key: &str, input: &async_graphql::Value) -> Result<Self> {
        let longest = 200;
        if key.is_empty() || longest < key.len() || key.chars().any(char::is_control) {
            return Err(Problem::invalid(
                ["idempotencyKey"],
                "must be 1 to 200 printable characters",
            ));
        }
        let who = viewer.who();
        let mut scope = Sha256::new();
        for part in [
            who.authority.to_string().as_str(),
            &who.actor.to_string(),
            act,
            key,
        ] {
            scope.update(part.len().to_be_bytes());
            scope.update(part.as_bytes());
        }
        let scope: [u8; 32] = scope.finalize().into();
        let input = serde_json::to_vec(input).map_err(Problem::internal)?;
        Ok(Self {
            id: hex(&scope),
            lock: scope
                .iter()
                .take(8)
                .fold(0, |lock, byte| (lock << 8) | i64::from(*byte)),
            input: hex(&Sha256::digest(input)),
        })
    }

    /// What an earlier attempt with this key led to. Copies that run at the same time wait here for the first.
    pub async fn earlier<C: ConnectionTrait>(&self, db: &C) -> Result<Option<idempotency::Model>> {
        if db.get_database_backend() == DatabaseBackend::Postgres {
            let lock = Statement::from_sql_and_values(
                DatabaseBackend::Postgres,
                "SELECT pg_advisory_xact_lock($1)",
                [self.lock.into()],
            );
            db.execute_raw(lock).await.map_err(constraint::problem)?;
        }
        let earlier = idempotency::Entity::find_by_id(self.id.clone())
            .one(db)
            .await
            .map_err(constraint::problem)?;
        match earlier {
            Some(earlier) if earlier.input_hash != self.input => Err(Refusal::IdempotencyKeyReused.into()),
            earlier => Ok(earlier),
        }
    }

    pub async fn keep<C: ConnectionTrait>(
        &self,
        db: &C,
        viewer: &Viewer,
        act: &str,
        subject: sea_orm::prelude::Uuid,
        (outcome, now): (Option<serde_json::Value>, DateTime<Utc>),
    ) -> Result<()> {
        let row = idempotency::ActiveModel {
            id: Set(self.id.clone()),
            authority_id: Set(viewer.authority()),
            actor_id: Set(viewer.who().actor),
            act: Set(act.to_owned()),
            input_hash: Set(self.input.clone()),
            subject_id: Set(subject),
            outcome: Set(outcome),
            created_at: Set(now),
        };
        idempotency::Entity::insert(row)
            .exec_without_returning(db)
            .await
            .map(|_| ())
            .map_err(constraint::problem)
    }
}

impl Store {
    /// Forgets the keys that are older than this; says how many.
    pub async fn forget_old_keys(&self, kept: std::time::Duration) -> Result<u64> {
        let before = self.inner.clock.now() - kept;
        idempotency::Entity::delete_many()
            .filter(idempotency::Column::CreatedAt.lt(before))
            .exec(&self.inner.writer)
            .await
            .map(|done| done.rows_affected)
            .map_err(constraint::problem)
    }
}

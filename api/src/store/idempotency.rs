//! Idempotency keys: the same key with the same input leads to the same outcome, once. Scope: authority, actor,
//! mutation. Kept for 30 days.

use chrono::{DateTime, Utc};
use entity::idempotency;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, OnConflict, UpdateStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};
use sha2::{Digest, Sha256};

use super::{Store, constraint};
use crate::auth::viewer::Viewer;
use crate::hex::hex;
use crate::problem::{Problem, Refusal, Result};

/// A key in its scope, and the digest of the input it came with.
#[derive(Debug, Clone)]
pub(super) struct Key {
    id: String,
    act: &'static str,
    input: String,
}

impl Key {
    pub fn new(viewer: &Viewer, act: &'static str, key: &str, input: &async_graphql::Value) -> Result<Self> {
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
            act,
            input: hex(&Sha256::digest(input)),
        })
    }

    /// Takes the key, or says what an earlier attempt with it led to. Copies that run at the same time wait here for the
    /// first; where that one is undone, the next takes the key.
    pub async fn take<C: ConnectionTrait>(
        &self,
        db: &C,
        viewer: &Viewer,
        now: DateTime<Utc>,
    ) -> Result<Option<idempotency::Model>> {
        let row = idempotency::ActiveModel {
            id: Set(self.id.clone()),
            authority_id: Set(viewer.authority()),
            actor_id: Set(viewer.who().actor),
            act: Set(self.act.to_owned()),
            input_hash: Set(self.input.clone()),
            // Set by the act when it commits; before that nobody reads it.
            subject_id: Set(Uuid::nil()),
            outcome: Set(None),
            created_at: Set(now),
        };
        let taken = idempotency::Entity::insert(row)
            .on_conflict(
                OnConflict::column(idempotency::Column::Id)
                    .do_nothing()
                    .to_owned(),
            )
            .into_query();
        let taken = db.execute(&taken).await.map_err(constraint::problem)?;
        if taken.rows_affected() == 1 {
            return Ok(None);
        }
        let earlier = idempotency::Entity::find_by_id(self.id.clone())
            .one(db)
            .await
            .map_err(constraint::problem)?;
        match earlier {
            Some(earlier) if earlier.input_hash != self.input => Err(Refusal::IdempotencyKeyReused.into()),
            Some(earlier) => Ok(Some(earlier)),
            None => Err(Problem::unavailable("the key was forgotten at this moment")),
        }
    }

    /// The statement that keeps what the act with this key led to.
    pub fn keep(&self, subject: Uuid, outcome: Option<serde_json::Value>) -> UpdateStatement {
        use idempotency::Column as C;
        idempotency::Entity::update_many()
            .col_expr(C::SubjectId, Expr::value(subject))
            .col_expr(C::Outcome, Expr::value(outcome))
            .filter(C::Id.eq(self.id.clone()))
            .into_query()
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

//! What a transaction reads, with its own eyes and the caller's scope, and what it locks.

use entity::ids::TypedId;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseBackend, PaginatorTrait, QuerySelect};

use super::{Locked, Tx};
use crate::policy::scope::Scoped;
use crate::policy::{Record, Recorded};
use crate::problem::{Problem, Result};
use crate::store::{Reference, Seen, attempt, audit, constraint};

impl Tx {
    /// The rows that the caller may know of, to be read with the transaction's own eyes.
    pub fn see<E: Scoped>(&self) -> Seen<E> {
        Seen::new(&self.caller.viewer)
    }

    /// All rows of a bounded select.
    pub async fn all<E: Scoped>(&self, seen: Seen<E>) -> Result<Vec<E::Model>> {
        seen.select().all(&self.db).await.map_err(constraint::problem)
    }

    /// The first row of a select.
    pub async fn one<E: Scoped>(&self, seen: Seen<E>) -> Result<Option<E::Model>> {
        seen.select().one(&self.db).await.map_err(constraint::problem)
    }

    /// How many rows a select has.
    pub async fn count<E: Scoped>(&self, seen: Seen<E>) -> Result<u64>
    where
        E::Model: Sync,
    {
        seen.select().count(&self.db).await.map_err(constraint::problem)
    }

    /// The row behind a reference, if the caller may know of it. `path` names the argument in a refusal.
    pub async fn get<E: Recorded + Scoped>(
        &self,
        reference: &Reference<<E::Model as Record>::Id>,
        path: &[&str],
    ) -> Result<E::Model> {
        let id = self.resolve::<E>(reference, path).await?;
        let seen = self.see::<E>().filter(attempt::primary_key::<E>()?.eq(id.uuid()));
        self.one(seen)
            .await?
            .ok_or_else(|| Problem::not_found(path.iter().copied()))
    }

    /// The row behind a reference, locked until the end of the transaction.
    pub async fn lock<E: Recorded + Scoped>(
        &mut self,
        reference: &Reference<<E::Model as Record>::Id>,
        path: &[&str],
    ) -> Result<Locked<E::Model>> {
        let id = self.resolve::<E>(reference, path).await?;
        let mut select = self
            .see::<E>()
            .filter(attempt::primary_key::<E>()?.eq(id.uuid()))
            .select();
        if self.db.get_database_backend() == DatabaseBackend::Postgres {
            select = select.lock_exclusive();
        }
        let row = select.one(&self.db).await.map_err(constraint::problem)?;
        let row = row.ok_or_else(|| Problem::not_found(path.iter().copied()))?;
        self.subject = audit::Subject::of(&row);
        Ok(Locked(row))
    }

    /// The authority of the caller, on which what has no other parent is made. Not locked: it is not changed.
    pub async fn own_authority(&mut self) -> Result<Locked<entity::authority::Model>> {
        let row = self.one(self.see::<entity::authority::Entity>()).await?;
        let row = row.ok_or_else(|| Problem::not_found(["authority"]))?;
        self.subject = audit::Subject::of(&row);
        Ok(Locked(row))
    }

    async fn resolve<E: Recorded>(
        &self,
        reference: &Reference<<E::Model as Record>::Id>,
        path: &[&str],
    ) -> Result<<E::Model as Record>::Id> {
        let found = reference.resolve(&self.db, self.caller.viewer.who()).await?;
        found.ok_or_else(|| Problem::not_found(path.iter().copied()))
    }
}

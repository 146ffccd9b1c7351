//! The only writer.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use entity::enums::ValueSet;
use entity::ids::TypedId;
use entity::journal;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait,
    Iterable, PaginatorTrait, QueryFilter, QuerySelect, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::outbox::{About, Outbox};
use super::sighted::{Facts, facts_of};
use super::{Fact, Permit, Reference, Seen, Store, attempt, audit, constraint};
use crate::auth::viewer::Caller;
use crate::policy::scope::Scoped;
use crate::policy::{Act, Decision, Record, Recorded, decide};
use crate::problem::{Problem, Refusal, Result};

/// A row that the transaction has locked. Not yet permission to change it.
#[derive(Debug)]
pub struct Locked<M>(M);

impl<M> Locked<M> {
    /// The row.
    pub fn row(&self) -> &M {
        &self.0
    }
}

/// A transaction of one caller. Dropping it rolls back.
///
/// ```compile_fail
/// // Nothing is written without a permit.
/// use integrated_review::store::{Fact, Tx};
/// async fn write(tx: &mut Tx, change: entity::review::ActiveModel, fact: Fact) {
///     let _ = tx.change(change, fact).await;
/// }
/// ```
pub struct Tx {
    db: DatabaseTransaction,
    store: Store,
    caller: Caller,
    now: DateTime<Utc>,
    outbox: Outbox,
    subject: audit::Subject,
}

impl Tx {
    pub(super) async fn begin(store: &Store, caller: &Caller) -> Result<Self> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let db = store
            .inner
            .writer
            .begin_with_options(options)
            .await
            .map_err(constraint::problem)?;
        Ok(Self {
            db,
            store: store.clone(),
            caller: caller.clone(),
            now: store.inner.clock.now(),
            outbox: Outbox::default(),
            subject: audit::Subject::default(),
        })
    }

    pub(super) fn connection(&self) -> &DatabaseTransaction {
        &self.db
    }

    pub(super) fn subject(&self) -> audit::Subject {
        self.subject.clone()
    }

    /// The time of the transaction.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day of the transaction, in England.
    pub fn today(&self) -> chrono::NaiveDate {
        crate::clock::london_date(self.now)
    }

    /// Who writes.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Where its times and ids come from.
    pub fn clock(&self) -> &crate::clock::Clock {
        self.store.clock()
    }

    /// A new id.
    pub fn new_id<I: TypedId>(&self) -> I {
        self.store.inner.clock.new_id()
    }

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

    /// Asks the matrix whether the caller may do `A` on exactly this row. (Reached through [`super::Attempt::permit`],
    /// which also notes what a refusal was about.)
    pub(super) async fn permit<A: Act>(
        &mut self,
        row: Locked<A::Row>,
        expected: Option<i32>,
    ) -> Result<Permit<A>> {
        let viewer = std::sync::Arc::clone(&self.caller.viewer);
        let facts = facts_of(&self.db, viewer.who(), &row.0).await?;
        let relations = facts.relations(viewer.who(), &row.0);
        let decision = decide(A::RULE, viewer.asking(relations), row.0.state());
        if let Decision::Refused(reason) = decision {
            return Err(self.not_allowed::<A>(&facts, &row.0, reason).await?);
        }
        if let Some(expected) = expected {
            self.unchanged(&row.0, expected).await?;
        }
        if let Decision::Allowed(line) = decision {
            let relations_used: Vec<&str> = line.relations.iter().map(ValueSet::as_str).collect();
            let role = viewer.role().as_str();
            self.subject.line = Some(format!(
                "{}: {role} as {}",
                A::RULE.mutation,
                relations_used.join("/")
            ));
            let review = row.0.review_id().and_then(|id| facts.reviews.get(&id).cloned());
            return Ok(Permit::new(row.0, relations, review));
        }
        Err(Refusal::IllegalTransition {
            from: row.0.state().to_owned(),
            allowed: A::RULE.states.iter().map(|state| (*state).to_owned()).collect(),
        }
        .into())
    }

    async fn not_allowed<A: Act>(
        &self,
        facts: &Facts,
        row: &A::Row,
        reason: entity::enums::NotAllowedReason,
    ) -> Result<Problem> {
        let responsible = super::responsible::name(&self.db, facts, A::RULE, row).await?;
        Ok(Refusal::NotAllowed { reason, responsible }.into())
    }

    /// Refuses if somebody has changed the row since the caller read it.
    pub async fn at_version<A: Act>(&self, permit: Permit<A>, expected: i32) -> Result<Permit<A>> {
        self.unchanged(permit.row(), expected).await?;
        Ok(permit)
    }

    async fn unchanged<R: Record>(&self, row: &R, expected: i32) -> Result<()> {
        let current = row.version();
        if current == expected {
            return Ok(());
        }
        let since = journal::Entity::find()
            .filter(journal::Column::SubjectId.eq(row.id().uuid()))
            .filter(journal::Column::SubjectVersion.gt(expected))
            .all(&self.db)
            .await
            .map_err(constraint::problem)?;
        let changed: BTreeSet<String> = since
            .iter()
            .filter_map(|fact| fact.data.get("changed")?.as_array())
            .flatten()
            .filter_map(|field| field.as_str().map(str::to_owned))
            .collect();
        let by = since
            .iter()
            .max_by_key(|fact| fact.subject_version)
            .map(|fact| fact.actor_role);
        Err(Refusal::VersionConflict {
            current,
            changed: changed.into_iter().collect(),
            by,
        }
        .into())
    }

    /// Changes exactly the row of the permit: key and version are taken from it, whatever the change says.
    pub async fn change<A: Act, M>(&mut self, permit: Permit<A>, change: M, fact: Fact) -> Result<()>
    where
        M: ActiveModelTrait<Entity = <A::Row as sea_orm::ModelTrait>::Entity>,
    {
        self.update(permit.row(), change, fact).await
    }

    /// Changes a row that belongs to the permit's row: the same review or child, or a part of it.
    pub async fn cascade<A: Act, R, M>(
        &mut self,
        permit: &Permit<A>,
        row: &R,
        change: M,
        fact: Fact,
    ) -> Result<()>
    where
        R: Record,
        M: ActiveModelTrait<Entity = <R as sea_orm::ModelTrait>::Entity>,
    {
        let parent = permit.row();
        let same_review = parent.review_id().is_some() && parent.review_id() == row.review_id();
        let same_child = parent.child_id().is_some() && parent.child_id() == row.child_id();
        let same_authority = A::Row::kind() == "authority" && parent.authority_id() == row.authority_id();
        let part_of = row.part_of() == Some(parent.id().uuid());
        if !(same_review || same_child || same_authority || part_of) {
            return Err(Problem::internal(format!(
                "{} does not belong to the permit's {}",
                R::kind(),
                A::Row::kind()
            )));
        }
        self.update(row, change, fact).await
    }

    pub(super) async fn update<R, M>(&mut self, row: &R, mut change: M, fact: Fact) -> Result<()>
    where
        R: Record,
        M: ActiveModelTrait<Entity = <R as sea_orm::ModelTrait>::Entity>,
    {
        type Columns<M> = <<M as ActiveModelTrait>::Entity as EntityTrait>::Column;
        for fixed in ["id", "authority_id", "created_at", "version", "updated_at"] {
            if let Ok(column) = Columns::<M>::from_str(fixed) {
                change.not_set(column);
            }
        }
        let changed: Vec<&'static str> = Columns::<M>::iter()
            .filter(|column| change.get(*column).is_set())
            .map(|column| sea_orm::IdenStatic::as_str(&column))
            .collect();
        let version = row.version() + 1;
        set(&mut change, "version", version.into());
        set(&mut change, "updated_at", self.now.into());
        let key = attempt::primary_key::<M::Entity>()?;
        let current = column::<M::Entity>("version")?;
        let done = M::Entity::update_many()
            .set(change)
            .filter(key.eq(row.id().uuid()))
            .filter(current.eq(row.version()))
            .exec(&self.db)
            .await
            .map_err(constraint::problem)?;
        if done.rows_affected != 1 {
            return Err(Refusal::VersionConflict {
                current: version,
                changed: Vec::new(),
                by: None,
            }
            .into());
        }
        self.journal(row, version, fact, &changed);
        Ok(())
    }

    /// Makes a new row under the permit's row: its authority, and the review or child it belongs to, come from there.
    pub async fn create<A: Act, M>(
        &mut self,
        permit: &Permit<A>,
        mut new: M,
        fact: Fact,
    ) -> Result<<<M::Entity as EntityTrait>::Model as Record>::Id>
    where
        M: ActiveModelTrait,
        M::Entity: Recorded,
        <M::Entity as EntityTrait>::Model: sea_orm::IntoActiveModel<M>,
    {
        let id: <<M::Entity as EntityTrait>::Model as Record>::Id = self.new_id();
        let parent = permit.row();
        set(&mut new, "id", id.uuid().into());
        set(&mut new, "authority_id", parent.authority_id().uuid().into());
        set(&mut new, "version", 1.into());
        set(&mut new, "created_at", self.now.into());
        set(&mut new, "updated_at", self.now.into());
        if let Some(review) = parent.review_id() {
            set(&mut new, "review_id", review.uuid().into());
        }
        if let Some(child) = parent.child_id() {
            set(&mut new, "child_id", child.uuid().into());
        }
        let row = M::Entity::insert(new)
            .exec_with_returning(&self.db)
            .await
            .map_err(constraint::problem)?;
        self.journal(&row, 1, fact, &[]);
        Ok(id)
    }

    fn journal<R: Record>(&mut self, row: &R, version: i32, fact: Fact, changed: &[&str]) {
        let about = About::of(row, version);
        self.outbox.touch(&about);
        self.note(about, fact, changed);
    }

    pub(super) fn note(&mut self, about: About, fact: Fact, changed: &[&str]) {
        self.outbox.note(&self.caller, self.now, &about, fact, changed);
    }

    pub(super) fn touch(&mut self, about: &About) {
        self.outbox.touch(about);
    }

    /// Writes the facts, bumps the revisions of the reviews they are about, and commits: from here on it is durable.
    pub(super) async fn commit(self) -> Result<()> {
        self.outbox.write(&self.db).await?;
        self.db.commit().await.map_err(constraint::problem)?;
        self.store
            .inner
            .wake
            .send_modify(|commits| *commits = commits.wrapping_add(1));
        Ok(())
    }
}

pub(super) fn column<E: EntityTrait>(name: &str) -> Result<E::Column> {
    E::Column::from_str(name).map_err(|_| Problem::internal(format!("no column {name}")))
}

/// Sets a column by its name, where the table has it.
pub(super) fn set<M: ActiveModelTrait>(model: &mut M, name: &str, value: sea_orm::Value) {
    if let Ok(column) = <M::Entity as EntityTrait>::Column::from_str(name) {
        model.set(column, value);
    }
}

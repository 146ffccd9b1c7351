//! The only writer.

use chrono::{DateTime, Utc};
use entity::ids::TypedId;
use sea_orm::DatabaseTransaction;

use super::connect::begin;
use super::outbox::{About, Outbox};
use super::turns::Turn;
use super::{Fact, Store, audit, constraint};
use crate::auth::viewer::Caller;
use crate::problem::Result;

mod allow;
mod read;
mod write;

pub(super) use self::write::{column, set};

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
    /// The responsibilities that the permitted act fulfils when it commits, and why a lead does it.
    pub(super) fulfils: Vec<(entity::responsibility::Model, Option<String>)>,
    /// Why a lead acts in the place of the responsible party.
    pub(super) in_place_reason: Option<String>,
    /// Given back last, when the connection has been.
    _turn: Option<Turn>,
}

impl Tx {
    pub(super) async fn begin(store: &Store, caller: &Caller) -> Result<Self> {
        let turn = store.turn().await?;
        let db = begin(&store.inner.writer).await?;
        Ok(Self {
            db,
            store: store.clone(),
            caller: caller.clone(),
            now: store.inner.clock.now(),
            outbox: Outbox::default(),
            subject: audit::Subject::default(),
            fulfils: Vec::new(),
            in_place_reason: None,
            _turn: turn,
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

    pub(super) fn note(&mut self, about: About, fact: Fact, changed: &[&str]) {
        self.outbox.note(&self.caller, self.now, &about, fact, changed);
    }

    pub(super) fn touch(&mut self, about: &About) {
        self.outbox.touch(about);
    }

    /// Writes the facts, bumps the revisions of the reviews they are about, and commits: from here on it is durable.
    pub(super) async fn commit(self) -> Result<()> {
        self.outbox.write(&self.db).await?;
        self.db.commit().await.map_err(constraint::commit_problem)?;
        self.store
            .inner
            .wake
            .send_modify(|commits| *commits = commits.wrapping_add(1));
        Ok(())
    }
}

//! One attempt at an act: it begins the transaction, and settles the outcome (success, replay or refusal) with its audit.

use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use entity::enums::{AuditOutcome, Role};
use entity::ids::TypedId;
use sea_orm::EntityTrait;
use sea_orm::prelude::Uuid;

use super::idempotency::Key;
use super::{Locked, Permit, Reader, Store, Tx, Visible, audit};
use crate::auth::viewer::Caller;
use crate::policy::scope::Scoped;
use crate::policy::{Act, Record, Recorded};
use crate::problem::{Code, Problem, Refusal, Result};

/// One attempt at act `A`.
///
/// The recipe of every mutation: [`Attempt::begin`], then `lock`, `permit`, read what the rule needs, rule, `change` or
/// `create`, `commit`; and whatever came of it goes through [`Attempt::settle`].
pub struct Attempt<A: Act> {
    pub(super) store: Store,
    pub(super) caller: Caller,
    pub(super) key: Option<Key>,
    expected: Option<i32>,
    in_place_reason: Option<String>,
    trail: Mutex<Trail>,
    act: PhantomData<A>,
}

#[derive(Default)]
struct Trail {
    subject: audit::Subject,
    replay: Option<(Uuid, Option<serde_json::Value>)>,
}

/// What came of an attempt.
#[derive(Debug)]
pub struct Settled<M> {
    /// The row the act was about, as the caller may see it now.
    pub row: Option<Visible<M>>,
    /// What a replay answers beside the row.
    pub outcome: Option<serde_json::Value>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// Whether an earlier attempt with the same key answered.
    pub replayed: bool,
}

impl<A: Act> Attempt<A> {
    /// A new attempt. `input` is everything that the idempotency key stands for.
    pub fn new(
        store: &Store,
        caller: &Caller,
        key: Option<&str>,
        input: &async_graphql::Value,
    ) -> Result<Self> {
        let key = match key {
            Some(key) => Some(Key::new(&caller.viewer, A::RULE.mutation, key, input)?),
            None if caller.viewer.role() == Role::Integration => {
                return Err(Problem::invalid(
                    ["idempotencyKey"],
                    "is required of systems: give a key of your own, and the same one when you retry",
                ));
            }
            None => None,
        };
        let expected = expected_version(input);
        Ok(Self {
            expected,
            in_place_reason: in_place_reason(input),
            store: store.clone(),
            caller: caller.clone(),
            key,
            trail: Mutex::default(),
            act: PhantomData,
        })
    }

    /// Begins the transaction. Where an earlier attempt with the same key has succeeded, this ends in a problem that
    /// [`Attempt::settle`] turns into that attempt's outcome.
    pub async fn begin(&self) -> Result<Tx> {
        let tx = Tx::begin(&self.store, &self.caller).await?;
        let Some(key) = &self.key else { return Ok(tx) };
        match key.earlier(tx.connection()).await? {
            None => Ok(tx),
            Some(earlier) => {
                self.trail().replay = Some((earlier.subject_id, earlier.outcome));
                Err(Refusal::IdempotencyKeyReused.into())
            }
        }
    }

    /// Commits what the transaction has done, with its audit line and its key.
    pub async fn commit<I: TypedId>(&self, tx: Tx, subject: I) -> Result<I> {
        self.commit_with(tx, subject, None).await
    }

    /// Commits, and keeps what a replay is to answer beside the row.
    pub async fn commit_with<I: TypedId>(
        &self,
        mut tx: Tx,
        subject: I,
        outcome: Option<serde_json::Value>,
    ) -> Result<I> {
        tx.fulfil(A::RULE).await?;
        let trail = tx.subject();
        self.trail().subject = trail.clone();
        let entry = audit::Entry {
            caller: &self.caller,
            rule: A::RULE,
            subject: trail,
            outcome: AuditOutcome::Allowed,
            reason: None,
            at: tx.now(),
        };
        audit::write(tx.connection(), entry).await?;
        if let Some(key) = &self.key {
            let viewer = &self.caller.viewer;
            key.keep(
                tx.connection(),
                viewer,
                A::RULE.mutation,
                subject.uuid(),
                (outcome, tx.now()),
            )
            .await?;
        }
        tx.commit().await?;
        Ok(subject)
    }

    /// Asks the matrix whether the caller may do `A` on exactly this row. Where the arguments have an
    /// `expectedVersion`, it is compared before the state: whoever acts on what is no longer so, learns that first. Where
    /// the act fulfils a step of the review, it is also asked whose the step is, and marked done with the commit.
    pub async fn permit(&self, tx: &mut Tx, row: Locked<A::Row>) -> Result<Permit<A>> {
        let permit = tx
            .permit(row, self.expected, self.in_place_reason.as_deref())
            .await;
        // The line of the matrix belongs to what is done, not to what is refused afterwards.
        self.trail().subject = audit::Subject {
            line: None,
            ..tx.subject()
        };
        permit
    }

    /// What came of it: the row as the caller may see it now, or the refusal, audited.
    pub async fn settle<E>(
        &self,
        reader: &Reader,
        outcome: Result<<E::Model as Record>::Id>,
    ) -> Result<Settled<E::Model>>
    where
        E: Recorded + Scoped,
    {
        let replay = self.trail().replay.take();
        let (id, outcome, replayed) = match (outcome, replay) {
            (Ok(id), _) => (id, None, false),
            (Err(_), Some((id, outcome))) => {
                self.audit(AuditOutcome::Replayed, None).await?;
                (TypedId::from_uuid(id), outcome, true)
            }
            (Err(Problem::Refused(refusal)), None) => return self.refused(*refusal).await,
            (Err(failed), None) => return Err(failed),
        };
        let row = reader.by_id::<E>(id).await.map_err(kept)?;
        Ok(Settled {
            row,
            outcome,
            refusal: None,
            replayed,
        })
    }

    /// Audits a refusal and gives it back as an outcome.
    pub async fn refused<M>(&self, refusal: Refusal) -> Result<Settled<M>> {
        let (outcome, reason) = audit::reason(&refusal);
        self.audit(outcome, Some(reason)).await?;
        Ok(Settled {
            row: None,
            outcome: None,
            refusal: Some(refusal),
            replayed: false,
        })
    }

    async fn audit(&self, outcome: AuditOutcome, reason: Option<String>) -> Result<()> {
        let subject = self.trail().subject.clone();
        let at = self.store.inner.clock.now();
        let entry = audit::Entry {
            caller: &self.caller,
            rule: A::RULE,
            subject,
            outcome,
            reason,
            at,
        };
        audit::write(&self.store.inner.writer, entry).await
    }

    fn trail(&self) -> std::sync::MutexGuard<'_, Trail> {
        self.trail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was done and cannot be shown is not to be taken for undone.
fn kept(problem: Problem) -> Problem {
    match problem {
        Problem::Failed(failure) if failure.code == Code::Unavailable => match failure.source {
            Some(source) => Problem::unknown(source),
            None => Problem::Failed(failure),
        },
        other => other,
    }
}

/// The `expectedVersion` among the arguments.
fn expected_version(input: &async_graphql::Value) -> Option<i32> {
    let async_graphql::Value::Object(arguments) = input else {
        return None;
    };
    match arguments.get("expectedVersion")? {
        async_graphql::Value::Number(version) => i32::try_from(version.as_i64()?).ok(),
        _ => None,
    }
}

/// Why a lead acts in the place of the responsible party: `input.inPlaceReason` among the arguments.
fn in_place_reason(input: &async_graphql::Value) -> Option<String> {
    let async_graphql::Value::Object(arguments) = input else {
        return None;
    };
    let async_graphql::Value::Object(fields) = arguments.get("input")? else {
        return None;
    };
    match fields.get("inPlaceReason")? {
        async_graphql::Value::String(reason) => Some(reason.clone()),
        _ => None,
    }
}

/// The id column of an entity of ours.
pub(super) fn primary_key<E: EntityTrait>() -> Result<E::Column> {
    use std::str::FromStr;
    E::Column::from_str("id")
        .map_err(|_| Problem::internal(format!("{} has no id", std::any::type_name::<E>())))
}

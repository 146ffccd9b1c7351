//! The recipe of an edit or a transition whose rule needs nothing but the row and the time.

use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, ModelTrait, Value};

use super::{Attempt, Fact, Permit, Reference, Tx};
use crate::policy::scope::Scoped;
use crate::policy::{Act, Record, Recorded};
use crate::problem::Result;

impl<A: Act> Attempt<A> {
    /// Begin, lock, permit, version, rule, change, commit. `argument` names the reference in a refusal.
    pub async fn edit<E, M>(
        &self,
        (reference, argument): (Reference<<A::Row as Record>::Id>, &'static str),
        expected: i32,
        rule: impl FnOnce(&A::Row, &Tx) -> Result<(M, Fact)>,
    ) -> Result<<A::Row as Record>::Id>
    where
        E: Recorded + Scoped + EntityTrait<Model = A::Row>,
        M: ActiveModelTrait<Entity = <A::Row as ModelTrait>::Entity>,
    {
        let mut tx = self.begin().await?;
        let row = tx.lock::<E>(&reference, &[argument]).await?;
        let permit = self.permit(&mut tx, row).await?;
        let permit = tx.at_version(permit, expected).await?;
        let id = permit.row().id();
        let (change, fact) = rule(permit.row(), &tx)?;
        tx.change(permit, change, fact).await?;
        self.commit(tx, id).await
    }

    /// The same for a part of a review, whose rule needs how the caller stands to it; parts have no version to compare.
    pub async fn edit_part<E, M>(
        &self,
        (reference, argument): (Reference<<A::Row as Record>::Id>, &'static str),
        rule: impl FnOnce(&Permit<A>, &Tx) -> Result<(M, Fact)>,
    ) -> Result<<A::Row as Record>::Id>
    where
        E: Recorded + Scoped + EntityTrait<Model = A::Row>,
        M: ActiveModelTrait<Entity = <A::Row as ModelTrait>::Entity>,
    {
        let mut tx = self.begin().await?;
        let row = tx.lock::<E>(&reference, &[argument]).await?;
        let permit = self.permit(&mut tx, row).await?;
        let id = permit.row().id();
        let (change, fact) = rule(&permit, &tx)?;
        tx.change(permit, change, fact).await?;
        self.commit(tx, id).await
    }
}

/// A value of a change: set only where it differs, so that the journal names what really changed.
pub fn changed<T: PartialEq + Into<Value>>(new: T, old: &T) -> ActiveValue<T> {
    if new == *old {
        ActiveValue::NotSet
    } else {
        ActiveValue::Set(new)
    }
}

//! Proof that an act was allowed on exactly one row.

use std::marker::PhantomData;

use entity::{participant, review};

use super::sighted::Facts;
use crate::policy::{Act, Record, Relations};

/// Proof that act `A` was allowed on exactly this row. Only [`super::Tx::permit`] makes one; a write spends it.
///
/// ```compile_fail
/// // A permit cannot be forged: its fields are private.
/// use integrated_review::{policy::act, store::Permit};
/// fn forge(row: entity::review::Model) -> Permit<act::ReviewInvite> {
///     Permit { row, relations: Default::default(), act: std::marker::PhantomData }
/// }
/// ```
///
/// ```compile_fail
/// // A permit cannot be spent twice.
/// use integrated_review::{policy::act, store::{Fact, Permit, Tx}};
/// async fn twice(tx: &mut Tx, permit: Permit<act::ReviewInvite>, fact: Fact) {
///     let change = entity::review::ActiveModel::default();
///     let _ = tx.change(permit, change.clone(), fact.clone()).await;
///     let _ = tx.change(permit, change, fact).await;
/// }
/// ```
#[derive(Debug)]
pub struct Permit<A: Act> {
    row: A::Row,
    relations: Relations,
    facts: Facts,
    act: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    pub(super) fn new(row: A::Row, relations: Relations, facts: Facts) -> Self {
        Self {
            row,
            relations,
            facts,
            act: PhantomData,
        }
    }

    /// The row on which the act was allowed.
    pub fn row(&self) -> &A::Row {
        &self.row
    }

    /// The review that the row belongs to, as it was when the permit was given.
    pub fn review(&self) -> Option<&review::Model> {
        let id = self.row.review_id()?;
        self.facts.reviews.get(&id).map(AsRef::as_ref)
    }

    /// The parties to that review, where the caller's relation to it depends on them.
    pub fn parties(&self) -> impl Iterator<Item = &participant::Model> {
        let of_review = self
            .row
            .review_id()
            .and_then(|id| self.facts.participants.get(&id));
        of_review
            .into_iter()
            .flat_map(|parties| parties.iter())
            .map(AsRef::as_ref)
    }

    /// How the caller stands to it.
    pub fn relations(&self) -> Relations {
        self.relations
    }
}

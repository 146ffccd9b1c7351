//! Proof that an act was allowed on exactly one row.

use std::marker::PhantomData;
use std::sync::Arc;

use entity::review;

use crate::policy::{Act, Relations};

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
    review: Option<Arc<review::Model>>,
    act: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    pub(super) fn new(row: A::Row, relations: Relations, review: Option<Arc<review::Model>>) -> Self {
        Self {
            row,
            relations,
            review,
            act: PhantomData,
        }
    }

    /// The row on which the act was allowed.
    pub fn row(&self) -> &A::Row {
        &self.row
    }

    /// The review that the row belongs to, as it was when the permit was given.
    pub fn review(&self) -> Option<&review::Model> {
        self.review.as_deref()
    }

    /// How the caller stands to it.
    pub fn relations(&self) -> Relations {
        self.relations
    }
}

//! The acts on the health half, one file each.

mod amend;
mod delegate;
mod enter_in_error;
mod record;
mod start;
mod submit;

use async_graphql::MergedObject;
use chrono::NaiveDate;
use entity::child;
use entity::ids::{ChildId, PractitionerId};
use sea_orm::ColumnTrait;

use crate::problem::{Problem, Result};
use crate::store::Tx;

/// The acts on the health half.
#[derive(MergedObject, Default)]
pub struct HealthReviewMutations(
    start::HealthReviewStartMutation,
    delegate::HealthReviewDelegateMutation,
    record::HealthReviewRecordMutation,
    submit::HealthReviewSubmitMutation,
    amend::HealthReviewAmendMutation,
    enter_in_error::HealthReviewEnterInErrorMutation,
);

/// The caller, who is a practitioner: the matrix lets nobody else act here.
fn practitioner(tx: &Tx) -> PractitionerId {
    PractitionerId(tx.caller().viewer.who().actor)
}

/// When the child was born.
async fn birth(tx: &Tx, child: Option<ChildId>) -> Result<NaiveDate> {
    let child = child.ok_or_else(|| Problem::internal("a health half without a review"))?;
    let row = tx
        .one(tx.see::<child::Entity>().filter(child::Column::Id.eq(child)))
        .await?;
    row.map(|row| row.birth_date)
        .ok_or_else(|| Problem::not_found(["healthReview"]))
}

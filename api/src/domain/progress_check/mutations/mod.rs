//! The acts on the progress check, one file each.

mod amend;
mod contribute;
mod enter_in_error;
mod record;
mod record_area;
mod start;
mod submit;

use async_graphql::MergedObject;
use chrono::NaiveDate;
use entity::child;
use entity::ids::{ChildId, PractitionerId};
use sea_orm::ColumnTrait;

use super::rules::Writer;
use crate::problem::{Problem, Result};
use crate::store::Tx;

/// The acts on the progress check.
#[derive(MergedObject, Default)]
pub struct ProgressCheckMutations(
    start::ProgressCheckStartMutation,
    record::ProgressCheckRecordMutation,
    record_area::ProgressCheckRecordAreaMutation,
    contribute::ProgressCheckContributeMutation,
    submit::ProgressCheckSubmitMutation,
    amend::ProgressCheckAmendMutation,
    enter_in_error::ProgressCheckEnterInErrorMutation,
);

/// The caller, who is a practitioner of a setting: the matrix lets nobody else write here.
fn writer(tx: &Tx) -> Writer {
    let who = tx.caller().viewer.who();
    Writer {
        by: PractitionerId(who.actor),
        role: who.role,
        setting: who.organisation,
    }
}

/// When the child was born.
async fn birth(tx: &Tx, child: Option<ChildId>) -> Result<NaiveDate> {
    let child = child.ok_or_else(|| Problem::internal("a progress check without a review"))?;
    let row = tx
        .one(tx.see::<child::Entity>().filter(child::Column::Id.eq(child)))
        .await?;
    row.map(|row| row.birth_date)
        .ok_or_else(|| Problem::not_found(["progressCheck"]))
}

//! The acts on assessments, one file each.

mod amend;
mod record;

use async_graphql::MergedObject;
use entity::ids::{ChildId, HealthReviewId, PractitionerId};
use entity::{assessment, child};
use sea_orm::ColumnTrait;

use super::rules::Case;
use crate::problem::{Problem, Result};
use crate::store::Tx;

/// The acts on assessments.
#[derive(MergedObject, Default)]
pub struct AssessmentMutations(record::AssessmentRecordMutation, amend::AssessmentAmendMutation);

/// The child of the health half.
async fn child(tx: &Tx, child: Option<ChildId>, argument: &str) -> Result<child::Model> {
    let child = child.ok_or_else(|| Problem::internal("a health half without a review"))?;
    let row = tx
        .one(tx.see::<child::Entity>().filter(child::Column::Id.eq(child)))
        .await?;
    row.ok_or_else(|| Problem::not_found([argument]))
}

/// What an assessment of the health half is judged by.
async fn case<'a>(tx: &Tx, half: HealthReviewId, child: &'a child::Model) -> Result<Case<'a>> {
    let of_half = assessment::Column::HealthReviewId.eq(half);
    let viewer = &tx.caller().viewer;
    Ok(Case {
        half,
        child,
        author: (PractitionerId(viewer.who().actor), viewer.role()),
        known: tx.count(tx.see::<assessment::Entity>().filter(of_half)).await?,
        today: tx.today(),
    })
}

//! The acts on responsibilities, one file each.

mod complete;
mod reassign;
mod reopen;
mod waive;

use async_graphql::MergedObject;
use entity::responsibility;

use super::rules::Decider;
use crate::problem::Result;
use crate::store::Tx;

/// The acts on responsibilities.
#[derive(MergedObject, Default)]
pub struct ResponsibilityMutations(
    complete::ResponsibilityCompleteMutation,
    waive::ResponsibilityWaiveMutation,
    reopen::ResponsibilityReopenMutation,
    reassign::ResponsibilityReassignMutation,
);

/// How the caller stands to a responsibility about which they decide.
async fn decider(tx: &Tx, row: &responsibility::Model) -> Result<Decider> {
    Ok(Decider {
        role: tx.caller().viewer.role(),
        standing: tx.stands_to(row).await?,
    })
}

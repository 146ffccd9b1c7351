//! The acts on reviews, one file each.

mod invite;
mod plan;

use async_graphql::MergedObject;

/// The acts on reviews.
#[derive(MergedObject, Default)]
pub struct ReviewMutations(plan::ReviewPlanMutation, invite::ReviewInviteMutation);

//! The acts on reviews, one file each.

mod cancel;
mod change_model;
mod end;
mod invite;
mod plan;
mod reschedule;
mod schedule;

use async_graphql::MergedObject;

/// The acts on reviews.
#[derive(MergedObject, Default)]
pub struct ReviewMutations(
    plan::ReviewPlanMutation,
    invite::ReviewInviteMutation,
    schedule::ReviewScheduleMutation,
    reschedule::ReviewRescheduleMutation,
    cancel::ReviewCancelMutation,
    change_model::ReviewChangeModelMutation,
    end::ReviewEndMutation,
);

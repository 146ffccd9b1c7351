//! The acts on the parties of a review, one file each.

mod accept;
mod apologise;
mod attend;
mod decline;
mod invite;
mod record_answer;
mod remove;

use async_graphql::MergedObject;

/// The acts on the parties of a review.
#[derive(MergedObject, Default)]
pub struct ParticipantMutations(
    invite::ParticipantInviteMutation,
    accept::ParticipantAcceptMutation,
    decline::ParticipantDeclineMutation,
    apologise::ParticipantApologiseMutation,
    record_answer::ParticipantRecordAnswerMutation,
    attend::ParticipantAttendMutation,
    remove::ParticipantRemoveMutation,
);

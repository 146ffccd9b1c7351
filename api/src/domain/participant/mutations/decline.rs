//! Declining an invitation.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ParticipantStatus;
use entity::participant;

use super::leave;
use crate::domain::participant::{Participant, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why somebody declines.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ParticipantDeclineInput {
    /// Why; required of practitioners, left open to parents. The parties read it. At most 1,000 characters.
    pub reason: Option<String>,
}

payload! {
    /// What came of `participantDecline`.
    ParticipantDeclinePayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Declining an invitation.
#[derive(Default)]
pub struct ParticipantDeclineMutation;

#[Object]
impl ParticipantDeclineMutation {
    /// Decline an invitation, or a place that you had accepted. From then on you see your own entry alone.
    async fn participant_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.", default)] input: ParticipantDeclineInput,
    ) -> Result<ParticipantDeclinePayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ParticipantDecline>(idempotency_key.as_deref(), &arguments.value())?;
        let left = ("participant.declined", ParticipantStatus::Declined);
        let outcome = leave(&attempt, participant.into(), left, |row, _| {
            rules::decline(row, input.reason.as_deref())
        })
        .await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

//! Taking somebody off a review.

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

/// Why somebody is taken off.
#[derive(Debug, Clone, InputObject)]
pub struct ParticipantRemoveInput {
    /// Why, for practitioners. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `participantRemove`.
    ParticipantRemovePayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Taking somebody off a review.
#[derive(Default)]
pub struct ParticipantRemoveMutation;

#[Object]
impl ParticipantRemoveMutation {
    /// Take a party off a review: an invitation in error, or no longer needed. From then on they see nothing of it; what they contributed stays. They may be invited again.
    async fn participant_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.")] input: ParticipantRemoveInput,
    ) -> Result<ParticipantRemovePayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ParticipantRemove>(idempotency_key.as_deref(), &arguments.value())?;
        let left = ("participant.removed", ParticipantStatus::Removed);
        let outcome = leave(&attempt, participant.into(), left, |row, tx| {
            rules::remove(row, tx.caller().viewer.role(), &input.reason)
        })
        .await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

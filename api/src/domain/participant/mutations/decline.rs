//! Declining an invitation.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ParticipantStatus;
use entity::ids::ParticipantId;
use entity::participant;

use super::hands_back;
use crate::domain::participant::{Participant, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

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
        let outcome = decline(&attempt, participant.into(), &input).await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn decline(
    attempt: &Attempt<act::ParticipantDecline>,
    participant: Reference<ParticipantId>,
    input: &ParticipantDeclineInput,
) -> Result<ParticipantId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<participant::Entity>(&participant, &["participant"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::decline(permit.row(), input.reason.as_deref())?;
    hands_back(&mut tx, &permit).await?;
    let fact = facts::moved("participant.declined", from, ParticipantStatus::Declined);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

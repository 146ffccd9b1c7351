//! Accepting an invitation.

use async_graphql::{Context, Object};
use entity::enums::ParticipantStatus;
use entity::ids::ParticipantId;
use entity::participant;

use super::takes_over;
use crate::domain::participant::{Participant, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `participantAccept`.
    ParticipantAcceptPayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Accepting an invitation.
#[derive(Default)]
pub struct ParticipantAcceptMutation;

#[Object]
impl ParticipantAcceptMutation {
    /// Accept an invitation: the review opens to you. Also after you declined or apologised, while it is open.
    async fn participant_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<ParticipantAcceptPayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::ParticipantAccept>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = accept(&attempt, participant.into()).await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn accept(
    attempt: &Attempt<act::ParticipantAccept>,
    participant: Reference<ParticipantId>,
) -> Result<ParticipantId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<participant::Entity>(&participant, &["participant"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let lead = permit
        .review()
        .and_then(|review| rules::Lead::of(review, permit.row().capacity, permit.row().practitioner_id));
    if let Some(lead) = lead {
        takes_over(&mut tx, &permit, lead).await?;
    }
    let fact = facts::moved("participant.accepted", from, ParticipantStatus::Accepted);
    tx.change(permit, rules::accept(), fact).await?;
    attempt.commit(tx, id).await
}

//! Accepting an invitation.

use async_graphql::{Context, Object};
use entity::enums::ParticipantStatus;
use entity::participant;

use crate::domain::participant::{Participant, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

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
        let outcome = attempt
            .edit_part::<participant::Entity, _>((participant.into(), "participant"), |permit, _| {
                let change = rules::accept();
                Ok((
                    change,
                    facts::moved(
                        "participant.accepted",
                        permit.row().status,
                        ParticipantStatus::Accepted,
                    ),
                ))
            })
            .await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

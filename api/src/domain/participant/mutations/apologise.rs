//! Apologising, with a contribution.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ParticipantStatus;
use entity::participant;

use crate::domain::participant::{Participant, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// What somebody contributes who cannot come.
#[derive(Debug, Clone, InputObject)]
pub struct ParticipantApologiseInput {
    /// The contribution, read by the parties, the parents among them. At most 8,000 characters.
    pub contribution: String,
}

payload! {
    /// What came of `participantApologise`.
    ParticipantApologisePayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Apologising, with a contribution.
#[derive(Default)]
pub struct ParticipantApologiseMutation;

#[Object]
impl ParticipantApologiseMutation {
    /// Apologise, and send a contribution instead of coming. The review stays open to you.
    async fn participant_apologise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The contribution.")] input: ParticipantApologiseInput,
    ) -> Result<ParticipantApologisePayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ParticipantApologise>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit_part::<participant::Entity, _>((participant.into(), "participant"), |permit, _| {
                let change = rules::apologise(&input.contribution)?;
                Ok((
                    change,
                    facts::moved(
                        "participant.apologised",
                        permit.row().status,
                        ParticipantStatus::Apologies,
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

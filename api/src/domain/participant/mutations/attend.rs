//! Recording that somebody was there.

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
    /// What came of `participantAttend`.
    ParticipantAttendPayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Recording that somebody was there.
#[derive(Default)]
pub struct ParticipantAttendMutation;

#[Object]
impl ParticipantAttendMutation {
    /// Record that a party was there, once the meeting has begun.
    async fn participant_attend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<ParticipantAttendPayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::ParticipantAttend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit_part::<participant::Entity, _>((participant.into(), "participant"), |permit, tx| {
                let change = rules::attend(permit.review(), tx.now())?;
                Ok((
                    change,
                    facts::moved(
                        "participant.attended",
                        permit.row().status,
                        ParticipantStatus::Attended,
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

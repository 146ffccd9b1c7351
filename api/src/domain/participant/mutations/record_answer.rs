//! Recording what a party answered who does not sign in.

use async_graphql::{Context, Enum, InputObject, Object};
use entity::enums::ParticipantStatus;
use entity::ids::ParticipantId;
use entity::{carer, participant};
use sea_orm::ColumnTrait;

use crate::domain::participant::{Participant, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParticipantRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ParticipantAnswer {
    /// They come.
    Accepted,
    /// They do not take part.
    Declined,
    /// They cannot come, and contribute.
    Apologies,
}

impl From<ParticipantAnswer> for ParticipantStatus {
    fn from(answer: ParticipantAnswer) -> Self {
        match answer {
            ParticipantAnswer::Accepted => Self::Accepted,
            ParticipantAnswer::Declined => Self::Declined,
            ParticipantAnswer::Apologies => Self::Apologies,
        }
    }
}

/// What somebody answered who does not sign in.
#[derive(Debug, Clone, InputObject)]
pub struct ParticipantRecordAnswerInput {
    /// What they answered.
    pub answer: ParticipantAnswer,
    /// Why they declined, if they said so. At most 1,000 characters.
    pub reason: Option<String>,
    /// With APOLOGIES: what they contribute, in their own words. At most 8,000 characters.
    pub contribution: Option<String>,
}

payload! {
    /// What came of `participantRecordAnswer`.
    ParticipantRecordAnswerPayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Recording what a party answered who does not sign in.
#[derive(Default)]
pub struct ParticipantRecordAnswerMutation;

#[Object]
impl ParticipantRecordAnswerMutation {
    /// Record what a party answered who does not sign in: a parent on the telephone, an interpreter. Everybody else
    /// answers on their own.
    async fn participant_record_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The party's entry.")] participant: ParticipantRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What they answered.")] input: ParticipantRecordAnswerInput,
    ) -> Result<ParticipantRecordAnswerPayload> {
        let arguments = Arguments::default()
            .with("participant", &participant)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ParticipantRecordAnswer>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &participant.into(), &input).await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::ParticipantRecordAnswer>,
    participant: &Reference<ParticipantId>,
    input: &ParticipantRecordAnswerInput,
) -> Result<ParticipantId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<participant::Entity>(participant, &["participant"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let entry = carer::Column::Id.eq(permit.row().carer_id);
    let carer = tx.one(tx.see::<carer::Entity>().filter(entry)).await?;
    let answer = rules::Answer {
        status: input.answer.into(),
        reason: input.reason.as_deref(),
        contribution: input.contribution.as_deref(),
    };
    let change = rules::record(permit.row(), carer.as_ref(), answer)?;
    let fact = facts::moved("participant.answerRecorded", from, answer.status);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

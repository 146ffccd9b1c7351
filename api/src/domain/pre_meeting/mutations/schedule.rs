//! Saying when and how the practitioners speak.

use async_graphql::{Context, InputObject, Object};
use entity::enums::PreMeetingMedium;
use entity::ids::PreMeetingId;
use entity::pre_meeting;

use super::undo;
use crate::domain::pre_meeting::{PreMeeting, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingRef;
use crate::gql::scalars::DateTime;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// When and how the practitioners speak.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingScheduleInput {
    /// When; in the future.
    pub scheduled_at: DateTime,
    /// How.
    pub medium: PreMeetingMedium,
    /// What the practitioners are to know of it: a number, a link, a room. What is absent stays. At most 2,000 characters.
    pub note: Option<String>,
}

payload! {
    /// What came of `preMeetingSchedule`.
    PreMeetingSchedulePayload {
        /// The pre-meeting.
        pre_meeting: PreMeeting over pre_meeting
    }
}

/// Saying when and how the practitioners speak.
#[derive(Default)]
pub struct PreMeetingScheduleMutation;

#[Object]
impl PreMeetingScheduleMutation {
    /// Say when and how the practitioners speak, or change it. Signatures are void then: what was signed is to be spoken of
    /// again.
    async fn pre_meeting_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pre-meeting.")] pre_meeting: PreMeetingRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "When and how.")] input: PreMeetingScheduleInput,
    ) -> Result<PreMeetingSchedulePayload> {
        let arguments = Arguments::default()
            .with("preMeeting", &pre_meeting)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::PreMeetingSchedule>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = schedule(&attempt, (pre_meeting.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<pre_meeting::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn schedule(
    attempt: &Attempt<act::PreMeetingSchedule>,
    (meeting, expected): (Reference<PreMeetingId>, i32),
    input: &PreMeetingScheduleInput,
) -> Result<PreMeetingId> {
    let mut tx = attempt.begin().await?;
    let meeting = tx.lock::<pre_meeting::Entity>(&meeting, &["preMeeting"]).await?;
    let permit = attempt.permit(&mut tx, meeting).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let wish = rules::Appointment {
        at: input.scheduled_at.0,
        medium: input.medium,
        note: input.note.as_deref(),
    };
    let change = rules::schedule(permit.row(), wish, tx.now())?;
    let reopened = rules::signed(permit.row()).is_some();
    undo(&mut tx, &permit, permit.row()).await?;
    tx.change(permit, change, facts::scheduled(reopened)).await?;
    attempt.commit(tx, id).await
}

//! Closing a pre-meeting.

use async_graphql::{Context, Object};
use entity::ids::PreMeetingId;
use entity::pre_meeting;

use super::{actor, topics};
use crate::domain::pre_meeting::{PreMeeting, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `preMeetingClose`.
    PreMeetingClosePayload {
        /// The pre-meeting.
        pre_meeting: PreMeeting over pre_meeting
    }
}

/// Closing a pre-meeting.
#[derive(Default)]
pub struct PreMeetingCloseMutation;

#[Object]
impl PreMeetingCloseMutation {
    /// Close a pre-meeting: each sensitive topic has its outcome. What was put off can still be settled.
    async fn pre_meeting_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pre-meeting.")] pre_meeting: PreMeetingRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PreMeetingClosePayload> {
        let arguments = Arguments::default()
            .with("preMeeting", &pre_meeting)
            .with("expectedVersion", &expected_version);
        let attempt = ctx.attempt::<act::PreMeetingClose>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = close(&attempt, (pre_meeting.into(), expected_version)).await;
        Ok(attempt
            .settle::<pre_meeting::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn close(
    attempt: &Attempt<act::PreMeetingClose>,
    (meeting, expected): (Reference<PreMeetingId>, i32),
) -> Result<PreMeetingId> {
    let mut tx = attempt.begin().await?;
    let meeting = tx.lock::<pre_meeting::Entity>(&meeting, &["preMeeting"]).await?;
    let permit = attempt.permit(&mut tx, meeting).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let topics = topics(&tx, id).await?;
    let change = rules::close(&topics, actor(&tx))?;
    tx.change(permit, change, facts::closed()).await?;
    attempt.commit(tx, id).await
}

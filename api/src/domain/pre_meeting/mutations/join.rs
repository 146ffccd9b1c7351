//! Joining a pre-meeting.

use async_graphql::{Context, Object};
use entity::ids::PreMeetingId;
use entity::{pre_meeting, pre_meeting_attendance};
use sea_orm::ColumnTrait;

use super::actor;
use crate::domain::pre_meeting::{PreMeeting, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `preMeetingJoin`.
    PreMeetingJoinPayload {
        /// The pre-meeting, with who joined it.
        pre_meeting: PreMeeting over pre_meeting
    }
}

/// Joining a pre-meeting.
#[derive(Default)]
pub struct PreMeetingJoinMutation;

#[Object]
impl PreMeetingJoinMutation {
    /// Join a pre-meeting: that you were part of it is on record from then on. Joining again changes nothing.
    async fn pre_meeting_join(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pre-meeting.")] pre_meeting: PreMeetingRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PreMeetingJoinPayload> {
        let arguments = Arguments::default().with("preMeeting", &pre_meeting);
        let attempt = ctx.attempt::<act::PreMeetingJoin>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = join(&attempt, &pre_meeting.into()).await;
        Ok(attempt
            .settle::<pre_meeting::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn join(
    attempt: &Attempt<act::PreMeetingJoin>,
    meeting: &Reference<PreMeetingId>,
) -> Result<PreMeetingId> {
    use pre_meeting_attendance::{Column, Entity};
    let mut tx = attempt.begin().await?;
    let meeting = tx.lock::<pre_meeting::Entity>(meeting, &["preMeeting"]).await?;
    let permit = attempt.permit(&mut tx, meeting).await?;
    let id = permit.row().id;
    let known = tx
        .all(tx.see::<Entity>().filter(Column::PreMeetingId.eq(id)))
        .await?;
    // Whoever is there already has nothing to write down: the transaction ends without a trace.
    let Some(attendance) = rules::join(id, &known, actor(&tx)) else {
        return Ok(id);
    };
    tx.create(&permit, attendance, facts::joined(id)).await?;
    attempt.commit(tx, id).await
}

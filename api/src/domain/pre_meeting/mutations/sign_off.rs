//! Signing a pre-meeting off.

use async_graphql::{Context, Object};
use entity::ids::PreMeetingId;
use entity::pre_meeting;

use super::{actor, review_of, topics};
use crate::domain::pre_meeting::{PreMeeting, facts, rules};
use crate::domain::review::facts as review_facts;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `preMeetingSignOff`.
    PreMeetingSignOffPayload {
        /// The pre-meeting.
        pre_meeting: PreMeeting over pre_meeting
    }
}

/// Signing a pre-meeting off.
#[derive(Default)]
pub struct PreMeetingSignOffMutation;

#[Object]
impl PreMeetingSignOffMutation {
    /// Sign the pre-meeting off for your own profession, in exactly the version that you read: each sensitive topic has words
    /// that both professions have agreed, and somebody who leads. It does your profession's part of the step
    /// HOLD_PRE_MEETING. When both have signed, the review becomes PRE_MEETING_HELD, if it was SCHEDULED or READY.
    async fn pre_meeting_sign_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pre-meeting.")] pre_meeting: PreMeetingRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PreMeetingSignOffPayload> {
        let arguments = Arguments::default()
            .with("preMeeting", &pre_meeting)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::PreMeetingSignOff>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = sign_off(&attempt, (pre_meeting.into(), expected_version)).await;
        Ok(attempt
            .settle::<pre_meeting::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn sign_off(
    attempt: &Attempt<act::PreMeetingSignOff>,
    (meeting, expected): (Reference<PreMeetingId>, i32),
) -> Result<PreMeetingId> {
    let mut tx = attempt.begin().await?;
    let meeting = tx.lock::<pre_meeting::Entity>(&meeting, &["preMeeting"]).await?;
    let permit = attempt.permit(&mut tx, meeting).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, by) = (permit.row().id, actor(&tx));
    let topics = topics(&tx, id).await?;
    let review = review_of(&tx, permit.row().review_id).await?;
    let signing = rules::sign_off(permit.row(), &topics, &review, by)?;
    if let Some((to, change)) = signing.review {
        let fact = review_facts::moved("review.preMeetingHeld", review.status, to);
        tx.cascade(&permit, &review, change, fact).await?;
    }
    let fact = facts::signed_off(by.discipline()?, signing.status);
    tx.change(permit, signing.change, fact).await?;
    attempt.commit(tx, id).await
}

//! Putting a topic on the agenda.

use async_graphql::{Context, Object};
use entity::ids::{PreMeetingId, PreMeetingTopicId};
use entity::{concern, pre_meeting, pre_meeting_topic};

use super::{actor, agenda_changed, topics};
use crate::domain::pre_meeting::input::PreMeetingTopicAddInput;
use crate::domain::pre_meeting::{PreMeetingTopic, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ConcernRef, PreMeetingRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference, Tx};

payload! {
    /// What came of `preMeetingTopicAdd`.
    PreMeetingTopicAddPayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Putting a topic on the agenda.
#[derive(Default)]
pub struct PreMeetingTopicAddMutation;

#[Object]
impl PreMeetingTopicAddMutation {
    /// Put a topic on the agenda of a pre-meeting, sensitive or not. Signatures are void then.
    async fn pre_meeting_topic_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pre-meeting.")] pre_meeting: PreMeetingRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The topic.")] input: PreMeetingTopicAddInput,
    ) -> Result<PreMeetingTopicAddPayload> {
        let arguments = Arguments::default()
            .with("preMeeting", &pre_meeting)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::PreMeetingTopicAdd>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = add(&attempt, &pre_meeting.into(), &input).await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn add(
    attempt: &Attempt<act::PreMeetingTopicAdd>,
    meeting: &Reference<PreMeetingId>,
    input: &PreMeetingTopicAddInput,
) -> Result<PreMeetingTopicId> {
    let mut tx = attempt.begin().await?;
    let meeting = tx.lock::<pre_meeting::Entity>(meeting, &["preMeeting"]).await?;
    let permit = attempt.permit(&mut tx, meeting).await?;
    let known = topics(&tx, permit.row().id).await?;
    let concern = concern_of(&tx, input.concern.clone()).await?;
    let wish = rules::Wish {
        topic: input.topic,
        title: input.title.as_deref(),
        sensitive: input.is_sensitive,
        wording: input.wording.as_deref(),
        lead: input.lead,
        not_in_presence: input.not_in_presence_of.as_deref(),
        parent_alone: input.parent_seen_alone.unwrap_or(false),
    };
    let by = actor(&tx);
    let (topic, sensitive) = rules::add(permit.row(), &known, wish, concern.as_ref(), by)?;
    agenda_changed(&mut tx, &permit, permit.row()).await?;
    let fact = facts::topic_added(permit.row().id, sensitive);
    let id: PreMeetingTopicId = tx.create(&permit, topic, fact).await?;
    attempt.commit(tx, id).await
}

async fn concern_of(tx: &Tx, given: Option<ConcernRef>) -> Result<Option<concern::Model>> {
    let Some(given) = given else { return Ok(None) };
    let path = ["input", "concern"];
    tx.get::<concern::Entity>(&given.into(), &path).await.map(Some)
}

//! Taking a topic off the agenda.

use async_graphql::{Context, InputObject, Object};
use entity::pre_meeting_topic;

use super::on_topic;
use crate::domain::pre_meeting::{PreMeetingTopic, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingTopicRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why a topic is taken off the agenda.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingTopicRemoveInput {
    /// Why, read by the practitioners. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `preMeetingTopicRemove`.
    PreMeetingTopicRemovePayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Taking a topic off the agenda.
#[derive(Default)]
pub struct PreMeetingTopicRemoveMutation;

#[Object]
impl PreMeetingTopicRemoveMutation {
    /// Take a topic off the agenda that your own profession has put there. It stays on record, with the reason. Signatures
    /// are void then.
    async fn pre_meeting_topic_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] pre_meeting_topic: PreMeetingTopicRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.")] input: PreMeetingTopicRemoveInput,
    ) -> Result<PreMeetingTopicRemovePayload> {
        let arguments = Arguments::default()
            .with("preMeetingTopic", &pre_meeting_topic)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::PreMeetingTopicRemove>(idempotency_key.as_deref(), &arguments.value())?;
        let topic = (pre_meeting_topic.into(), expected_version);
        let outcome = on_topic(&attempt, topic, |row, by| {
            let change = rules::remove(row, &input.reason, by)?;
            Ok((change, facts::topic_removed(row.pre_meeting_id)))
        })
        .await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

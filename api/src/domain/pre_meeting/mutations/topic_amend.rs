//! Changing how a topic is spoken of.

use async_graphql::{Context, Object};
use entity::pre_meeting_topic;

use super::on_topic;
use crate::domain::pre_meeting::input::PreMeetingTopicAmendInput;
use crate::domain::pre_meeting::{PreMeetingTopic, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingTopicRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `preMeetingTopicAmend`.
    PreMeetingTopicAmendPayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Changing how a topic is spoken of.
#[derive(Default)]
pub struct PreMeetingTopicAmendMutation;

#[Object]
impl PreMeetingTopicAmendMutation {
    /// Say who leads when a topic is spoken of with the family, in whose presence it is not, whether a parent is seen alone.
    /// Signatures are void then.
    async fn pre_meeting_topic_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] pre_meeting_topic: PreMeetingTopicRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes; what is absent stays.")] input: PreMeetingTopicAmendInput,
    ) -> Result<PreMeetingTopicAmendPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PreMeetingTopicAmend>(idempotency_key.as_deref(), &given)?;
        let topic = (pre_meeting_topic.into(), expected_version);
        let outcome = on_topic(&attempt, topic, |row, by| {
            let change = rules::amend(row, &input, by)?;
            let fact = facts::topic("preMeetingTopic.amended", row.pre_meeting_id);
            Ok((change, fact))
        })
        .await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

//! Agreeing to the words for a topic.

use async_graphql::{Context, Object};
use entity::pre_meeting_topic;

use super::on_topic;
use crate::domain::pre_meeting::{PreMeetingTopic, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingTopicRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `preMeetingWordingAgree`.
    PreMeetingWordingAgreePayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Agreeing to the words for a topic.
#[derive(Default)]
pub struct PreMeetingWordingAgreeMutation;

#[Object]
impl PreMeetingWordingAgreeMutation {
    /// Agree to the words that the other profession has proposed, in exactly the version that you read. Whoever wants others
    /// proposes them.
    async fn pre_meeting_wording_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] pre_meeting_topic: PreMeetingTopicRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PreMeetingWordingAgreePayload> {
        let arguments = Arguments::default()
            .with("preMeetingTopic", &pre_meeting_topic)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::PreMeetingWordingAgree>(idempotency_key.as_deref(), &arguments.value())?;
        let topic = (pre_meeting_topic.into(), expected_version);
        let outcome = on_topic(&attempt, topic, |row, by| {
            let change = rules::agree(row, by)?;
            let fact = facts::topic("preMeetingTopic.wordingAgreed", row.pre_meeting_id);
            Ok((change, fact))
        })
        .await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

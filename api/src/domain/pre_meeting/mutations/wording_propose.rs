//! Proposing words for a topic.

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

/// Words for speaking of a topic with the family.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingWordingProposeInput {
    /// The words. At most 2,000 characters.
    pub wording: String,
}

payload! {
    /// What came of `preMeetingWordingPropose`.
    PreMeetingWordingProposePayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Proposing words for a topic.
#[derive(Default)]
pub struct PreMeetingWordingProposeMutation;

#[Object]
impl PreMeetingWordingProposeMutation {
    /// Propose the words in which a topic is spoken of with the family. Your profession stands by them; what the other one
    /// had agreed to is void, and so are signatures.
    async fn pre_meeting_wording_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] pre_meeting_topic: PreMeetingTopicRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The words.")] input: PreMeetingWordingProposeInput,
    ) -> Result<PreMeetingWordingProposePayload> {
        let arguments = Arguments::default()
            .with("preMeetingTopic", &pre_meeting_topic)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::PreMeetingWordingPropose>(idempotency_key.as_deref(), &arguments.value())?;
        let topic = (pre_meeting_topic.into(), expected_version);
        let outcome = on_topic(&attempt, topic, |row, by| {
            let change = rules::propose(row, &input.wording, by)?;
            let fact = facts::topic("preMeetingTopic.wordingProposed", row.pre_meeting_id);
            Ok((change, fact))
        })
        .await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

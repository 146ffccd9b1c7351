//! Recording what came of a topic.

use async_graphql::{Context, Object};
use entity::ids::PreMeetingTopicId;
use entity::pre_meeting_topic;

use super::{actor, meeting_of};
use crate::domain::pre_meeting::input::PreMeetingTopicSettleInput;
use crate::domain::pre_meeting::{PreMeetingTopic, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PreMeetingTopicRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `preMeetingTopicSettle`.
    PreMeetingTopicSettlePayload {
        /// The topic.
        pre_meeting_topic: PreMeetingTopic over pre_meeting_topic
    }
}

/// Recording what came of a topic.
#[derive(Default)]
pub struct PreMeetingTopicSettleMutation;

#[Object]
impl PreMeetingTopicSettleMutation {
    /// Record what came of a topic: it was spoken of with the family, is put off until a day, or goes the way of safeguarding.
    /// What was put off can be settled later. Signatures stand.
    async fn pre_meeting_topic_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] pre_meeting_topic: PreMeetingTopicRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What came of it.")] input: PreMeetingTopicSettleInput,
    ) -> Result<PreMeetingTopicSettlePayload> {
        let arguments = Arguments::default()
            .with("preMeetingTopic", &pre_meeting_topic)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::PreMeetingTopicSettle>(idempotency_key.as_deref(), &arguments.value())?;
        let topic = (pre_meeting_topic.into(), expected_version);
        let outcome = settle(&attempt, topic, &input).await;
        Ok(attempt
            .settle::<pre_meeting_topic::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn settle(
    attempt: &Attempt<act::PreMeetingTopicSettle>,
    (topic, expected): (Reference<PreMeetingTopicId>, i32),
    input: &PreMeetingTopicSettleInput,
) -> Result<PreMeetingTopicId> {
    let mut tx = attempt.begin().await?;
    let topic = tx
        .lock::<pre_meeting_topic::Entity>(&topic, &["preMeetingTopic"])
        .await?;
    let permit = attempt.permit(&mut tx, topic).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, of) = (permit.row().id, permit.row().pre_meeting_id);
    let meeting = meeting_of(&tx, of).await?;
    let wish = rules::Settlement {
        outcome: input.outcome,
        deferred_until: input.deferred_until.map(|day| day.0),
        note: input.note.as_deref(),
    };
    let change = rules::settle(&meeting, wish, tx.today(), actor(&tx))?;
    tx.change(permit, change, facts::topic_settled(of, input.outcome))
        .await?;
    attempt.commit(tx, id).await
}

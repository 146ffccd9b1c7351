//! Replying to a message.

use async_graphql::{Context, InputObject, Object};
use entity::ids::LiaisonMessageId;
use entity::liaison_message;
use sea_orm::ColumnTrait;

use super::author;
use crate::domain::liaison::{LiaisonMessage, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::LiaisonMessageRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// A reply.
#[derive(Debug, Clone, InputObject)]
pub struct LiaisonReplyInput {
    /// What it says. It cannot be changed later. At most 8,000 characters.
    pub text: String,
}

payload! {
    /// What came of `liaisonReply`.
    LiaisonReplyPayload {
        /// The reply.
        liaison_message: LiaisonMessage over liaison_message
    }
}

/// Replying to a message.
#[derive(Default)]
pub struct LiaisonReplyMutation;

#[Object]
impl LiaisonReplyMutation {
    /// Reply to a message. The first reply of somebody else than its author answers a question or the wish to be called back.
    async fn liaison_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message.")] liaison_message: LiaisonMessageRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The reply.")] input: LiaisonReplyInput,
    ) -> Result<LiaisonReplyPayload> {
        let arguments = Arguments::default()
            .with("liaisonMessage", &liaison_message)
            .with("input", &input);
        let attempt = ctx.attempt::<act::LiaisonReply>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = reply(&attempt, &liaison_message.into(), &input).await;
        Ok(attempt
            .settle::<liaison_message::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn reply(
    attempt: &Attempt<act::LiaisonReply>,
    message: &Reference<LiaisonMessageId>,
    input: &LiaisonReplyInput,
) -> Result<LiaisonMessageId> {
    let mut tx = attempt.begin().await?;
    let message = tx
        .lock::<liaison_message::Entity>(message, &["liaisonMessage"])
        .await?;
    let permit = attempt.permit(&mut tx, message).await?;
    let (to, by) = (permit.row().id, author(&tx));
    let replies = liaison_message::Column::InReplyToId.eq(to);
    let known = tx
        .count(tx.see::<liaison_message::Entity>().filter(replies))
        .await?;
    let reply = rules::reply(permit.row(), &input.text, known, by)?;
    let id: LiaisonMessageId = tx.create(&permit, reply, facts::replied(to)).await?;
    if let Some(answered) = rules::answer(permit.row(), id, by) {
        tx.change(permit, answered, facts::answered()).await?;
    }
    attempt.commit(tx, id).await
}

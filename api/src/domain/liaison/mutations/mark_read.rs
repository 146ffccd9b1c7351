//! Marking a message as read.

use async_graphql::{Context, Object};
use entity::ids::LiaisonMessageId;
use entity::{liaison_message, liaison_read};
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

payload! {
    /// What came of `liaisonMarkRead`.
    LiaisonMarkReadPayload {
        /// The message, with who has read it.
        liaison_message: LiaisonMessage over liaison_message
    }
}

/// Marking a message as read.
#[derive(Default)]
pub struct LiaisonMarkReadMutation;

#[Object]
impl LiaisonMarkReadMutation {
    /// Mark a message as read by you. Marking it again changes nothing.
    async fn liaison_mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message.")] liaison_message: LiaisonMessageRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<LiaisonMarkReadPayload> {
        let arguments = Arguments::default().with("liaisonMessage", &liaison_message);
        let attempt = ctx.attempt::<act::LiaisonMarkRead>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = mark(&attempt, &liaison_message.into()).await;
        Ok(attempt
            .settle::<liaison_message::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn mark(
    attempt: &Attempt<act::LiaisonMarkRead>,
    message: &Reference<LiaisonMessageId>,
) -> Result<LiaisonMessageId> {
    use liaison_read::{Column, Entity};
    let mut tx = attempt.begin().await?;
    let message = tx
        .lock::<liaison_message::Entity>(message, &["liaisonMessage"])
        .await?;
    let permit = attempt.permit(&mut tx, message).await?;
    let id = permit.row().id;
    let known = tx
        .all(tx.see::<Entity>().filter(Column::MessageId.eq(id)))
        .await?;
    // Where the mark is there already, there is nothing to write down: the transaction ends without a trace.
    let Some(mark) = rules::read(permit.row(), &known, author(&tx)) else {
        return Ok(id);
    };
    tx.create(&permit, mark, facts::read(id)).await?;
    attempt.commit(tx, id).await
}

//! Recording that a call back took place.

use async_graphql::{Context, Object};
use entity::liaison_message;

use super::author;
use crate::domain::liaison::{LiaisonMessage, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::LiaisonMessageRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `liaisonResolve`.
    LiaisonResolvePayload {
        /// The message.
        liaison_message: LiaisonMessage over liaison_message
    }
}

/// Recording that a call back took place.
#[derive(Default)]
pub struct LiaisonResolveMutation;

#[Object]
impl LiaisonResolveMutation {
    /// Record that the call back took place, or that a question was settled otherwise: nothing is open any more.
    async fn liaison_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message.")] liaison_message: LiaisonMessageRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<LiaisonResolvePayload> {
        let arguments = Arguments::default()
            .with("liaisonMessage", &liaison_message)
            .with("expectedVersion", &expected_version);
        let attempt = ctx.attempt::<act::LiaisonResolve>(idempotency_key.as_deref(), &arguments.value())?;
        let reference = (liaison_message.into(), "liaisonMessage");
        let outcome = attempt
            .edit::<liaison_message::Entity, _>(reference, expected_version, |_, tx| {
                Ok((rules::resolve(author(tx)), facts::resolved()))
            })
            .await;
        Ok(attempt
            .settle::<liaison_message::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

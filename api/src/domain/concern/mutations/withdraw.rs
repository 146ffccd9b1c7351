//! Taking a concern back.

use async_graphql::{Context, InputObject, Object};
use entity::concern;

use crate::domain::concern::{Concern, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ConcernRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why a concern is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct ConcernWithdrawInput {
    /// Why, read by whoever reads the concern. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `concernWithdraw`.
    ConcernWithdrawPayload {
        /// The concern.
        concern: Concern over concern
    }
}

/// Taking a concern back.
#[derive(Default)]
pub struct ConcernWithdrawMutation;

#[Object]
impl ConcernWithdrawMutation {
    /// Take back a concern that you raised. It stays on record, with the reason.
    async fn concern_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The concern.")] concern: ConcernRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.")] input: ConcernWithdrawInput,
    ) -> Result<ConcernWithdrawPayload> {
        let arguments = Arguments::default()
            .with("concern", &concern)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ConcernWithdraw>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit_part::<concern::Entity, _>((concern.into(), "concern"), |permit, _| {
                let change = rules::withdraw(&input.reason)?;
                Ok((change, facts::withdrawn(permit.row().sensitivity)))
            })
            .await;
        Ok(attempt
            .settle::<concern::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

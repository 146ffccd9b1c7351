//! Taking an early flag back.

use async_graphql::{Context, InputObject, Object};
use entity::early_flag;

use crate::domain::early_flag::{EarlyFlag, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::EarlyFlagRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why a flag is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct EarlyFlagWithdrawInput {
    /// Why, read by whoever reads the flag. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `earlyFlagWithdraw`.
    EarlyFlagWithdrawPayload {
        /// The flag.
        early_flag: EarlyFlag over early_flag
    }
}

/// Taking an early flag back.
#[derive(Default)]
pub struct EarlyFlagWithdrawMutation;

#[Object]
impl EarlyFlagWithdrawMutation {
    /// Take back an early flag that you raised and that waits for an answer. It stays on record, with the reason; the health
    /// team that was asked does not see it any more.
    async fn early_flag_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The flag.")] early_flag: EarlyFlagRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.")] input: EarlyFlagWithdrawInput,
    ) -> Result<EarlyFlagWithdrawPayload> {
        let arguments = Arguments::default()
            .with("earlyFlag", &early_flag)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::EarlyFlagWithdraw>(idempotency_key.as_deref(), &arguments.value())?;
        let flag = (early_flag.into(), "earlyFlag");
        let outcome = attempt
            .edit::<early_flag::Entity, _>(flag, expected_version, |_, _| {
                Ok((rules::withdraw(&input.reason)?, facts::withdrawn()))
            })
            .await;
        Ok(attempt
            .settle::<early_flag::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

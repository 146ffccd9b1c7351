//! Answering an early flag.

use async_graphql::{Context, InputObject, Object};
use entity::early_flag;
use entity::enums::EarlyFlagOutcome;

use super::by;
use crate::domain::early_flag::{EarlyFlag, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::EarlyFlagRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// The answer.
#[derive(Debug, Clone, InputObject)]
pub struct EarlyFlagAnswerInput {
    /// What the health team makes of it.
    pub outcome: EarlyFlagOutcome,
    /// The answer to the setting, in your words. For practitioners: what of it the parents hear, they hear from you and
    /// the setting. At most 4,000 characters.
    pub answer: String,
}

payload! {
    /// What came of `earlyFlagAnswer`.
    EarlyFlagAnswerPayload {
        /// The flag, with the answer.
        early_flag: EarlyFlag over early_flag
    }
}

/// Answering an early flag.
#[derive(Default)]
pub struct EarlyFlagAnswerMutation;

#[Object]
impl EarlyFlagAnswerMutation {
    /// Answer an early flag: as the health team that was asked, as the child's own, or as the lead of health.
    async fn early_flag_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The flag.")] early_flag: EarlyFlagRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The answer.")] input: EarlyFlagAnswerInput,
    ) -> Result<EarlyFlagAnswerPayload> {
        let arguments = Arguments::default()
            .with("earlyFlag", &early_flag)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::EarlyFlagAnswer>(idempotency_key.as_deref(), &arguments.value())?;
        let flag = (early_flag.into(), "earlyFlag");
        let outcome = attempt
            .edit::<early_flag::Entity, _>(flag, expected_version, |_, tx| {
                let said = (input.outcome, input.answer.as_str());
                Ok((rules::answer(by(tx), said, tx.now())?, facts::answered()))
            })
            .await;
        Ok(attempt
            .settle::<early_flag::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

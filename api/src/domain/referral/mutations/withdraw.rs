//! Taking a referral back.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReferralStatus;
use entity::referral;

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReferralRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why the referral is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralWithdrawInput {
    /// Why the referral is taken back. At most 2,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `referralWithdraw`.
    ReferralWithdrawPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Taking a referral back.
#[derive(Default)]
pub struct ReferralWithdrawMutation;

#[Object]
impl ReferralWithdrawMutation {
    /// Take the referral back, as long as the service has not decided.
    async fn referral_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why the referral is taken back.")] input: ReferralWithdrawInput,
    ) -> Result<ReferralWithdrawPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralWithdraw>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, _| {
                let change = rules::withdraw(row, &input.reason)?;
                let to = ReferralStatus::Withdrawn;
                Ok((change, facts::moved("referral.withdrawn", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

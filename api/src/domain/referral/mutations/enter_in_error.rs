//! Marking a referral as entered in error.

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

/// What was in error.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralEnterInErrorInput {
    /// What was in error. At most 2,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `referralEnterInError`.
    ReferralEnterInErrorPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Marking a referral as entered in error.
#[derive(Default)]
pub struct ReferralEnterInErrorMutation;

#[Object]
impl ReferralEnterInErrorMutation {
    /// Mark the referral as entered in error: it is kept for the record, left out of lists, and hidden from the
    /// parents, since it may be about another child.
    async fn referral_enter_in_error(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What was in error.")] input: ReferralEnterInErrorInput,
    ) -> Result<ReferralEnterInErrorPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ReferralEnterInError>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, _| {
                let change = rules::enter_in_error(row, &input.reason)?;
                let to = ReferralStatus::EnteredInError;
                Ok((change, facts::moved("referral.enteredInError", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

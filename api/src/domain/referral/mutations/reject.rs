//! Recording that the service does not take the child on.

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

/// Why the service does not take the child on.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralRejectInput {
    /// Why. At most 2,000 characters; the parents can read it.
    pub reason: String,
    /// What the service advises instead. At most 2,000 characters; the parents can read it.
    pub advice: Option<String>,
    /// The service's own reference.
    pub service_reference: Option<String>,
}

payload! {
    /// What came of `referralReject`.
    ReferralRejectPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Recording that the service does not take the child on.
#[derive(Default)]
pub struct ReferralRejectMutation;

#[Object]
impl ReferralRejectMutation {
    /// Record that the service does not take the child on, why, and what it advises instead.
    async fn referral_reject(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why the service does not take the child on.")] input: ReferralRejectInput,
    ) -> Result<ReferralRejectPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralReject>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, tx| {
                let reply = rules::Reply {
                    message: Some(&input.reason),
                    advice: input.advice.as_deref(),
                    reference: input.service_reference.as_deref(),
                };
                let change = rules::reject(row, reply, tx.now())?;
                let fact = facts::moved("referral.rejected", row.status, ReferralStatus::Rejected);
                Ok((change, fact))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

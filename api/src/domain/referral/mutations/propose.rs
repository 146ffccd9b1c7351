//! Putting a referral to the parents.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReferralStatus;
use entity::referral;

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReferralRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// How the referral was put to the parents.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralProposeInput {
    /// When it was put to them; today if absent, never in the future.
    pub proposed_on: Option<Date>,
}

payload! {
    /// What came of `referralPropose`.
    ReferralProposePayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Putting a referral to the parents.
#[derive(Default)]
pub struct ReferralProposeMutation;

#[Object]
impl ReferralProposeMutation {
    /// Put the referral to the parents: from now on they see it, and are asked to agree. It waits for their answer.
    async fn referral_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How the referral was put to the parents.", default)] input: ReferralProposeInput,
    ) -> Result<ReferralProposePayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralPropose>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, tx| {
                let change = rules::propose(row, input.proposed_on.map(|on| on.0), tx.today())?;
                let to = ReferralStatus::AwaitingParentAgreement;
                Ok((change, facts::moved("referral.proposed", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle_made::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

//! Recording that the service asks for more.

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

/// What the service asks for.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralReturnInput {
    /// What the service needs before it decides. At most 2,000 characters; the parents can read it.
    pub needed: String,
    /// The service's own reference.
    pub service_reference: Option<String>,
}

payload! {
    /// What came of `referralReturn`.
    ReferralReturnPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Recording that the service asks for more.
#[derive(Default)]
pub struct ReferralReturnMutation;

#[Object]
impl ReferralReturnMutation {
    /// Record that the service asks for more before it decides. The referrer adds it, and sends the referral again.
    async fn referral_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the service asks for.")] input: ReferralReturnInput,
    ) -> Result<ReferralReturnPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralReturn>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, tx| {
                let reply = rules::Reply {
                    message: Some(&input.needed),
                    reference: input.service_reference.as_deref(),
                    ..Default::default()
                };
                let change = rules::return_for_information(row, reply, tx.now())?;
                let to = ReferralStatus::ReturnedForInformation;
                Ok((change, facts::moved("referral.returned", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

//! Recording that the service takes the child on.

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

/// What the service says with it.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralAcceptInput {
    /// What the service says: the next step, a waiting time. At most 2,000 characters; the parents can read it.
    pub message: Option<String>,
    /// The service's own reference.
    pub service_reference: Option<String>,
}

payload! {
    /// What came of `referralAccept`.
    ReferralAcceptPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Recording that the service takes the child on.
#[derive(Default)]
pub struct ReferralAcceptMutation;

#[Object]
impl ReferralAcceptMutation {
    /// Record that the service takes the child on.
    async fn referral_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the service says with it.", default)] input: ReferralAcceptInput,
    ) -> Result<ReferralAcceptPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralAccept>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, tx| {
                let reply = rules::Reply {
                    message: input.message.as_deref(),
                    reference: input.service_reference.as_deref(),
                    ..Default::default()
                };
                let change = rules::accept(row, reply, tx.now())?;
                let fact = facts::moved("referral.accepted", row.status, ReferralStatus::Accepted);
                Ok((change, fact))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

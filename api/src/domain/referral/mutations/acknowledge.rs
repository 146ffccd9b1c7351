//! Recording that the service has the referral.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReferralStatus;
use entity::ids::ReferralId;
use entity::referral;

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{self, ExternalIdInput, ReferralRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How the service knows the referral.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralAcknowledgeInput {
    /// The service's own reference, for people.
    pub service_reference: Option<String>,
    /// The service's own identifier of the referral, by which its system names it from now on.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `referralAcknowledge`.
    ReferralAcknowledgePayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Recording that the service has the referral.
#[derive(Default)]
pub struct ReferralAcknowledgeMutation;

#[Object]
impl ReferralAcknowledgeMutation {
    /// Record that the service has the referral.
    async fn referral_acknowledge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How the service knows the referral.", default)] input: ReferralAcknowledgeInput,
    ) -> Result<ReferralAcknowledgePayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ReferralAcknowledge>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = acknowledge(&attempt, (referral.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn acknowledge(
    attempt: &Attempt<act::ReferralAcknowledge>,
    (referral, expected): (Reference<ReferralId>, i32),
    input: &ReferralAcknowledgeInput,
) -> Result<ReferralId> {
    let external = reference::external(input.external_id.as_ref())?;
    let reply = rules::Reply {
        reference: input.service_reference.as_deref(),
        ..Default::default()
    };
    let mut tx = attempt.begin().await?;
    let referral = tx.lock::<referral::Entity>(&referral, &["referral"]).await?;
    let permit = attempt.permit(&mut tx, referral).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::acknowledge(permit.row(), reply, tx.now())?;
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    let fact = facts::moved("referral.acknowledged", from, ReferralStatus::Received);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

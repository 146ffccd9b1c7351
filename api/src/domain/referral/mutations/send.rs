//! Sending a referral to the service.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReferralStatus;
use entity::ids::ReferralId;
use entity::{organisation, referral};

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{self, ExternalIdInput, ReferralRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How the referral goes out.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralSendInput {
    /// The identifier under which it goes out, by which the service's system can name it.
    pub external_id: Option<ExternalIdInput>,
    /// Required of a lead who does it in the place of the party to whom the protocol of the review gives this step: why.
    /// For practitioners; at most 1,000 characters.
    pub in_place_reason: Option<String>,
}

payload! {
    /// What came of `referralSend`.
    ReferralSendPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Sending a referral to the service.
#[derive(Default)]
pub struct ReferralSendMutation;

#[Object]
impl ReferralSendMutation {
    /// Send the referral, or send it again after the service asked for more. Refused unless the parents agreed, and
    /// where the service asks for evidence and there is none.
    async fn referral_send(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How the referral goes out.", default)] input: ReferralSendInput,
    ) -> Result<ReferralSendPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralSend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = send(&attempt, (referral.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn send(
    attempt: &Attempt<act::ReferralSend>,
    (referral, expected): (Reference<ReferralId>, i32),
    input: &ReferralSendInput,
) -> Result<ReferralId> {
    let external = reference::external(input.external_id.as_ref())?;
    let mut tx = attempt.begin().await?;
    let referral = tx.lock::<referral::Entity>(&referral, &["referral"]).await?;
    let permit = attempt.permit(&mut tx, referral).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let service = Reference::Id(permit.row().service_id);
    let service = tx.get::<organisation::Entity>(&service, &["referral"]).await?;
    let change = rules::send(permit.row(), &service, (tx.now(), tx.today()))?;
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    let fact = facts::moved("referral.sent", from, ReferralStatus::Sent);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

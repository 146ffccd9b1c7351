//! Changing a referral that is not with the service.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ReferralReason, ReferralUrgency};
use entity::ids::ReferralId;
use entity::referral;

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ConcernRef, OrganisationRef, ReferralRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What changes; what is absent stays.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralAmendInput {
    /// Another service. Not once it was sent.
    pub service: Option<OrganisationRef>,
    /// Another concern of the same review.
    pub concern: Option<ConcernRef>,
    /// Why the child is referred.
    pub reason: Option<ReferralReason>,
    /// How soon the child should be seen.
    pub urgency: Option<ReferralUrgency>,
    /// What the service is asked for, at most 2,000 characters.
    pub summary: Option<String>,
    /// Evidence against the service's criteria, at most 8,000 characters.
    pub evidence: Option<String>,
}

payload! {
    /// What came of `referralAmend`.
    ReferralAmendPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Changing a referral that is not with the service.
#[derive(Default)]
pub struct ReferralAmendMutation;

#[Object]
impl ReferralAmendMutation {
    /// Change a referral that is not with the service. Where the parents have been asked already, another service,
    /// concern, reason or summary makes it a DRAFT again: they must be asked again. Evidence and urgency do not.
    async fn referral_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes; what is absent stays.", default)] input: ReferralAmendInput,
    ) -> Result<ReferralAmendPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralAmend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = amend(&attempt, (referral.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::ReferralAmend>,
    (referral, expected): (Reference<ReferralId>, i32),
    input: &ReferralAmendInput,
) -> Result<ReferralId> {
    let mut tx = attempt.begin().await?;
    let referral = tx.lock::<referral::Entity>(&referral, &["referral"]).await?;
    let permit = attempt.permit(&mut tx, referral).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let service = super::service(&tx, input.service.clone()).await?;
    let concern = super::concern(&tx, input.concern.clone()).await?;
    let wish = rules::Amend {
        service: service.as_ref(),
        concern: concern.as_ref(),
        reason: input.reason,
        urgency: input.urgency,
        summary: input.summary.as_deref(),
        evidence: input.evidence.as_deref(),
    };
    let (to, change) = rules::amend(permit.row(), wish)?;
    tx.change(permit, change, facts::moved("referral.amended", from, to))
        .await?;
    attempt.commit(tx, id).await
}

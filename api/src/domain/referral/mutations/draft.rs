//! Drafting a referral.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ReferralReason, ReferralUrgency};
use entity::ids::{PractitionerId, ReferralId, ReviewId};
use entity::{organisation, referral, review};

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{self, ConcernRef, ExternalIdInput, OrganisationRef, ReviewRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What a new referral says.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralDraftInput {
    /// The service: an organisation of the kind REFERRAL_SERVICE that is in use.
    pub service: OrganisationRef,
    /// The concern of this review that it answers.
    pub concern: Option<ConcernRef>,
    /// Why the child is referred.
    pub reason: ReferralReason,
    /// How soon the child should be seen; ROUTINE if absent.
    pub urgency: Option<ReferralUrgency>,
    /// What the service is asked for, at most 2,000 characters.
    pub summary: String,
    /// Evidence against the service's criteria, at most 8,000 characters. May follow later; some services require it.
    pub evidence: Option<String>,
    /// Your system's identifier of the referral.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `referralDraft`.
    ReferralDraftPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Drafting a referral.
#[derive(Default)]
pub struct ReferralDraftMutation;

#[Object]
impl ReferralDraftMutation {
    /// Draft a referral out of a review. The parents see it once it is put to them.
    async fn referral_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the referral says.")] input: ReferralDraftInput,
    ) -> Result<ReferralDraftPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ReferralDraft>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = draft(&attempt, review.into(), &input).await;
        Ok(attempt
            .settle_made::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn draft(
    attempt: &Attempt<act::ReferralDraft>,
    review: Reference<ReviewId>,
    input: &ReferralDraftInput,
) -> Result<ReferralId> {
    let external = reference::external(input.external_id.as_ref())?;
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(&review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let service = input.service.clone().into();
    let service = tx
        .get::<organisation::Entity>(&service, &["input", "service"])
        .await?;
    let concern = super::concern(&tx, input.concern.clone()).await?;
    let author = rules::Author {
        id: PractitionerId(tx.caller().viewer.who().actor),
        role: tx.caller().viewer.role(),
    };
    let wish = rules::Draft {
        service: &service,
        concern: concern.as_ref(),
        reason: input.reason,
        urgency: input.urgency.unwrap_or(ReferralUrgency::Routine),
        summary: &input.summary,
        evidence: input.evidence.as_deref(),
    };
    let referral = rules::draft(permit.row().id, author, wish)?;
    let fact = facts::drafted(service.id, concern.as_ref());
    let id = tx.create(&permit, referral, fact).await?;
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    attempt.commit(tx, id).await
}

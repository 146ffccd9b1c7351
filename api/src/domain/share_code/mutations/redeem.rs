//! Using a share code.

use async_graphql::{Context, InputObject, Object};
use chrono::TimeDelta;
use entity::ids::{ReviewId, SharingAgreementId};
use entity::{review, sharing_agreement};

use super::caller;
use crate::domain::disclosure::facts as disclosures;
use crate::domain::share_code::{code, facts, rules};
use crate::domain::sharing_agreement::SharingAgreement;
use crate::domain::sharing_agreement::facts as agreements;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// The code.
#[derive(Debug, Clone, InputObject)]
pub struct ShareCodeRedeemInput {
    /// The code that the parents have handed over, in capitals or not, with hyphens or without.
    pub code: String,
}

payload! {
    /// What came of `shareCodeRedeem`.
    ShareCodeRedeemPayload {
        /// The agreement that the parents have given with it.
        sharing_agreement: SharingAgreement over sharing_agreement
    }
}

/// Using a share code.
#[derive(Default)]
pub struct ShareCodeRedeemMutation;

#[Object]
impl ShareCodeRedeemMutation {
    /// Enter a code that the parents have handed over: it becomes their agreement that your profession reads the half that
    /// it is for. It works once. Codes that are unknown, used or expired cannot be told from one another, and after ten in
    /// vain no code works for this review for a day.
    async fn share_code_redeem(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review of the child.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The code.")] input: ShareCodeRedeemInput,
    ) -> Result<ShareCodeRedeemPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ShareCodeRedeem>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = redeem(&attempt, &review.into(), &input.code).await;
        Ok(attempt
            .settle::<sharing_agreement::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn redeem(
    attempt: &Attempt<act::ShareCodeRedeem>,
    review: &Reference<ReviewId>,
    typed: &str,
) -> Result<SharingAgreementId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let since = tx.now() - TimeDelta::hours(24);
    if rules::TRIES <= tx.tried_in_vain(&permit, since).await? {
        return Err(rules::invalid());
    }
    let carried = tx.share_code(&permit, &code::hash(typed)).await?;
    let carried = carried.ok_or_else(rules::invalid)?;
    let by = caller(&tx);
    rules::works(&carried, by.role, tx.now())?;
    let agreement = rules::agreement(&carried, by, tx.today());
    let about = rules::about(&carried);
    let fact = agreements::recorded(entity::enums::SharingStatus::Given, about);
    let id: SharingAgreementId = tx.create(&permit, agreement, fact).await?;
    let request = tx.caller().request_id.to_string();
    let disclosure = rules::disclosure(&carried, id, (by, &request, tx.now()));
    let fact = disclosures::recorded((about.0, about.1, entity::enums::LegalGateway::ParentAgreement));
    tx.create(&permit, disclosure, fact).await?;
    let change = rules::redeemed(by, tx.now());
    tx.cascade(&permit, &carried, change, facts::redeemed()).await?;
    attempt.commit(tx, id).await
}

//! Asking for an override.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{LegalGateway, SharingCategory};
use entity::ids::{ReviewId, SharingOverrideId};
use entity::{practitioner, review, role_assignment, sharing_override};
use sea_orm::ColumnTrait;

use super::person;
use crate::domain::sharing_override::{SharingOverride, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{PractitionerRef, ReviewRef};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is asked for.
#[derive(Debug, Clone, InputObject)]
pub struct SharingOverrideRequestInput {
    /// Which half is to be opened.
    pub category: SharingCategory,
    /// To whom: a practitioner of the profession that did not write it.
    pub recipient: PractitionerRef,
    /// On which legal basis: one that protects the child without the parents' agreement.
    pub gateway: LegalGateway,
    /// Why it is needed. At most 1,000 characters.
    pub reason: String,
    /// Whether the parents were told.
    pub parents_told: bool,
    /// Why they were not; required then. At most 1,000 characters.
    pub not_told_reason: Option<String>,
    /// The last day on which it is to count: 28 days from now at most.
    pub until: Date,
}

payload! {
    /// What came of `sharingOverrideRequest`.
    SharingOverrideRequestPayload {
        /// The override, which opens nothing yet.
        sharing_override: SharingOverride over sharing_override
    }
}

/// Asking for an override.
#[derive(Default)]
pub struct SharingOverrideRequestMutation;

#[Object]
impl SharingOverrideRequestMutation {
    /// Ask that one half of the review be opened to a practitioner of the other profession without the parents' agreement,
    /// to protect the child. It opens nothing before a service lead or the Caldicott guardian has approved it.
    async fn sharing_override_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is asked for.")] input: SharingOverrideRequestInput,
    ) -> Result<SharingOverrideRequestPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt =
            ctx.attempt::<act::SharingOverrideRequest>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = request(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<sharing_override::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn request(
    attempt: &Attempt<act::SharingOverrideRequest>,
    review: &Reference<ReviewId>,
    input: SharingOverrideRequestInput,
) -> Result<SharingOverrideId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let path = ["input", "recipient"];
    let to = tx
        .get::<practitioner::Entity>(&input.recipient.into(), &path)
        .await?;
    let held = role_assignment::Column::PractitionerId.eq(to.id);
    let roles = tx.all(tx.see::<role_assignment::Entity>().filter(held)).await?;
    let wish = rules::Wish {
        category: input.category,
        gateway: input.gateway,
        reason: &input.reason,
        parents_told: input.parents_told,
        not_told_reason: input.not_told_reason.as_deref(),
        until: input.until.0,
    };
    let row = rules::request(person(&tx), (&to, &roles), wish, tx.today())?;
    let fact = facts::requested(wish.category, wish.gateway);
    let id: SharingOverrideId = tx.create(&permit, row, fact).await?;
    attempt.commit(tx, id).await
}

//! Starting the health half.

use async_graphql::{Context, Object};
use entity::ids::{HealthReviewId, ReviewId};
use entity::{health_review, review};

use super::practitioner;
use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `healthReviewStart`.
    HealthReviewStartPayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Starting the health half.
#[derive(Default)]
pub struct HealthReviewStartMutation;

#[Object]
impl HealthReviewStartMutation {
    /// Start the health half of a review. You are accountable for it from then on, also where you delegate it. A review has
    /// one; those that were entered in error do not count.
    async fn health_review_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<HealthReviewStartPayload> {
        let arguments = Arguments::default().with("review", &review);
        let attempt =
            ctx.attempt::<act::HealthReviewStart>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = start(&attempt, &review.into()).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn start(
    attempt: &Attempt<act::HealthReviewStart>,
    review: &Reference<ReviewId>,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let half = rules::start(practitioner(&tx));
    let id = tx.create(&permit, half, facts::started()).await?;
    attempt.commit(tx, id).await
}

//! Marking the health half as entered in error.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReviewStep;
use entity::health_review;
use entity::ids::HealthReviewId;

use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What was in error.
#[derive(Debug, Clone, InputObject)]
pub struct HealthReviewEnterInErrorInput {
    /// What was in error, read by the health team. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `healthReviewEnterInError`.
    HealthReviewEnterInErrorPayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Marking the health half as entered in error.
#[derive(Default)]
pub struct HealthReviewEnterInErrorMutation;

#[Object]
impl HealthReviewEnterInErrorMutation {
    /// Mark the health half as entered in error, for example because it is about another child. It is kept for the record; a
    /// new one may be started, and the step of the review is open again.
    async fn health_review_enter_in_error(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What was in error.")] input: HealthReviewEnterInErrorInput,
    ) -> Result<HealthReviewEnterInErrorPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::HealthReviewEnterInError>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = enter_in_error(&attempt, (health_review.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn enter_in_error(
    attempt: &Attempt<act::HealthReviewEnterInError>,
    (half, expected): (Reference<HealthReviewId>, i32),
    input: &HealthReviewEnterInErrorInput,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(&half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::enter_in_error(&input.reason)?;
    tx.unfulfil(&permit, ReviewStep::CompleteHealthReview).await?;
    tx.change(permit, change, facts::entered_in_error()).await?;
    attempt.commit(tx, id).await
}

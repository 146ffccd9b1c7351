//! Marking the health half as entered in error.

use async_graphql::{Context, InputObject, Object};
use entity::health_review;

use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

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
    /// new one may be started.
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
        let outcome = attempt
            .edit::<health_review::Entity, _>(
                (health_review.into(), "healthReview"),
                expected_version,
                |_, _| Ok((rules::enter_in_error(&input.reason)?, facts::entered_in_error())),
            )
            .await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

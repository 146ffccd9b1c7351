//! Handing in the health half.

use async_graphql::{Context, InputObject, Object};
use entity::health_review;
use entity::ids::HealthReviewId;

use super::birth;
use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// When the health half was complete.
#[derive(Debug, Clone, InputObject)]
pub struct HealthReviewSubmitInput {
    /// When the review was complete: on the day of the contact or later, not in the future.
    pub completed_on: Date,
    /// When the supervision of the delegate took place. Required where it was delegated, and only then.
    pub supervised_on: Option<Date>,
}

payload! {
    /// What came of `healthReviewSubmit`.
    HealthReviewSubmitPayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Handing in the health half.
#[derive(Default)]
pub struct HealthReviewSubmitMutation;

#[Object]
impl HealthReviewSubmitMutation {
    /// Hand in the health half: from then on it is added to, not rewritten. Day, medium and place of the contact must be on
    /// record, and where it was delegated, the supervision.
    async fn health_review_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "When it was complete.")] input: HealthReviewSubmitInput,
    ) -> Result<HealthReviewSubmitPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::HealthReviewSubmit>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = submit(&attempt, (health_review.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn submit(
    attempt: &Attempt<act::HealthReviewSubmit>,
    (half, expected): (Reference<HealthReviewId>, i32),
    input: &HealthReviewSubmitInput,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(&half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let birth = birth(&tx, permit.review().map(|review| review.child_id)).await?;
    let wish = rules::Submission {
        completed_on: input.completed_on.0,
        supervised_on: input.supervised_on.map(|day| day.0),
    };
    let change = rules::submit(permit.row(), wish, (birth, tx.now()))?;
    tx.change(permit, change, facts::submitted()).await?;
    attempt.commit(tx, id).await
}

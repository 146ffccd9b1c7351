//! Writing the health half.

use async_graphql::{Context, Object};
use entity::health_review;
use entity::ids::HealthReviewId;

use super::birth;
use crate::domain::health_review::input::HealthReviewRecordInput;
use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `healthReviewRecord`.
    HealthReviewRecordPayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Writing the health half.
#[derive(Default)]
pub struct HealthReviewRecordMutation;

#[Object]
impl HealthReviewRecordMutation {
    /// Write into the health half while it is in progress: a draft that may be changed until it is handed in.
    async fn health_review_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is written; what is absent stays.")] input: HealthReviewRecordInput,
    ) -> Result<HealthReviewRecordPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::HealthReviewRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, (health_review.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::HealthReviewRecord>,
    (half, expected): (Reference<HealthReviewId>, i32),
    input: &HealthReviewRecordInput,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(&half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let birth = birth(&tx, permit.review().map(|review| review.child_id)).await?;
    let change = rules::record(permit.row(), birth, tx.today(), input)?;
    tx.change(permit, change, facts::recorded()).await?;
    attempt.commit(tx, id).await
}

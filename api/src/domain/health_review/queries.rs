//! Looking at the health half of a review.

use async_graphql::{Context, Object};
use entity::health_review;

use super::types::HealthReview;
use crate::gql::context::ContextExt;
use crate::gql::reference::HealthReviewRef;
use crate::problem::Result;

/// Looking at the health half of a review.
#[derive(Default)]
pub struct HealthReviewQueries;

#[Object]
impl HealthReviewQueries {
    /// One health half, or null where there is none that you may see: also one that was entered in error. The one that
    /// stands is at `Review.healthReview`.
    async fn health_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] health_review: HealthReviewRef,
    ) -> Option<Result<HealthReview>> {
        ctx.reader()
            .find::<health_review::Entity>(health_review.into())
            .await
            .map(|found| found.map(HealthReview))
            .transpose()
    }
}

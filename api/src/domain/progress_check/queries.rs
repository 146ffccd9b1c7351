//! Looking at the progress check of a review.

use async_graphql::{Context, Object};
use entity::progress_check;

use super::types::ProgressCheck;
use crate::gql::context::ContextExt;
use crate::gql::reference::ProgressCheckRef;
use crate::problem::Result;

/// Looking at the progress check of a review.
#[derive(Default)]
pub struct ProgressCheckQueries;

#[Object]
impl ProgressCheckQueries {
    /// One progress check, or null where there is none that you may see: also one that was entered in error. The one that
    /// stands is at `Review.progressCheck`.
    async fn progress_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] progress_check: ProgressCheckRef,
    ) -> Option<Result<ProgressCheck>> {
        ctx.reader()
            .find::<progress_check::Entity>(progress_check.into())
            .await
            .map(|found| found.map(ProgressCheck))
            .transpose()
    }
}

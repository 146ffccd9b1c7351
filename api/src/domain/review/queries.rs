//! Looking at reviews.

use async_graphql::{Context, Object};
use entity::review;

use super::filter::{ReviewFilter, ReviewOrder};
use super::types::Review;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at reviews.
#[derive(Default)]
pub struct ReviewQueries;

#[Object]
impl ReviewQueries {
    /// One review, or null where there is none that you may see.
    async fn review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] review: ReviewRef,
    ) -> Option<Result<Review>> {
        ctx.reader()
            .find::<review::Entity>(review.into())
            .await
            .map(|found| found.map(Review))
            .transpose()
    }

    /// The reviews that you may see.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn reviews(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<ReviewFilter>,
        #[graphql(desc = "In which order.", default)] order_by: ReviewOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Review>> {
        let condition = filter
            .unwrap_or_default()
            .condition(ctx.viewer().who(), ctx.today());
        let seen = || ctx.reader().see::<review::Entity>().filter(condition.clone());
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            Review,
        )
        .await
    }
}

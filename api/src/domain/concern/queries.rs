//! Looking at concerns.

use async_graphql::{Context, Object};
use entity::concern;

use super::filter::{ConcernFilter, ConcernOrder};
use super::types::Concern;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ConcernRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at concerns.
#[derive(Default)]
pub struct ConcernQueries;

#[Object]
impl ConcernQueries {
    /// One concern, or null where there is none that you may see.
    async fn concern(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] concern: ConcernRef,
    ) -> Option<Result<Concern>> {
        ctx.reader()
            .find::<concern::Entity>(concern.into())
            .await
            .map(|found| found.map(Concern))
            .transpose()
    }

    /// The concerns that you may see, over all reviews.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn concerns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<ConcernFilter>,
        #[graphql(desc = "In which order.", default)] order_by: ConcernOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Concern>> {
        let condition = filter.unwrap_or_default().condition(ctx.viewer().who());
        let seen = || ctx.reader().see::<concern::Entity>().filter(condition.clone());
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            Concern,
        )
        .await
    }
}

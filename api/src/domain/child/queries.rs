//! Looking at children.

use async_graphql::{Context, Object};
use entity::child;

use super::filter::{ChildFilter, ChildOrder};
use super::types::Child;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ChildRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at children.
#[derive(Default)]
pub struct ChildQueries;

#[Object]
impl ChildQueries {
    /// One child, or null where there is none that you may see.
    async fn child(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] child: ChildRef,
    ) -> Option<Result<Child>> {
        ctx.reader()
            .find::<child::Entity>(child.into())
            .await
            .map(|found| found.map(Child))
            .transpose()
    }

    /// The children whose names and birth dates you may read. Other children whom you know of are reached through their
    /// reviews.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones. Without it, those in the authority's care.")] filter: Option<
            ChildFilter,
        >,
        #[graphql(desc = "In which order.", default)] order_by: ChildOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Child>> {
        let condition = filter.unwrap_or_default().condition(ctx.reader()).await?;
        let seen = || ctx.reader().see::<child::Entity>().filter(condition.clone());
        let request = page::request(first, after, last, before);
        page::connect(ctx, seen, order_by.keyset(), &request, Child).await
    }
}

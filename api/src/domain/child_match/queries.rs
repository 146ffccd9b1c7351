//! Looking at the worklist of identities.

use async_graphql::{Context, Object};
use entity::child_match;

use super::filter::{ChildMatchFilter, ChildMatchOrder};
use super::types::ChildMatch;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at the worklist of identities.
#[derive(Default)]
pub struct ChildMatchQueries;

#[Object]
impl ChildMatchQueries {
    /// The imported rows that are not clearly one child. For administrators and systems of the authority; empty for
    /// everybody else.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn child_matches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones. Without it, those that wait for a decision.")] filter: Option<
            ChildMatchFilter,
        >,
        #[graphql(desc = "In which order.", default)] order_by: ChildMatchOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<ChildMatch>> {
        let condition = filter.unwrap_or_default().condition();
        let seen = || {
            ctx.reader()
                .see::<child_match::Entity>()
                .filter(condition.clone())
        };
        let request = page::request(first, after, last, before);
        page::connect(ctx, seen, order_by.keyset(), &request, ChildMatch).await
    }
}

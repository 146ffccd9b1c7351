//! Looking at messages.

use async_graphql::{Context, Object};
use entity::liaison_message;

use super::filter::{LiaisonMessageFilter, LiaisonMessageOrder};
use super::types::LiaisonMessage;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::LiaisonMessageRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at messages.
#[derive(Default)]
pub struct LiaisonQueries;

#[Object]
impl LiaisonQueries {
    /// One message, or null where there is none that you may see.
    async fn liaison_message(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] liaison_message: LiaisonMessageRef,
    ) -> Option<Result<LiaisonMessage>> {
        ctx.reader()
            .find::<liaison_message::Entity>(liaison_message.into())
            .await
            .map(|found| found.map(LiaisonMessage))
            .transpose()
    }

    /// The messages between practitioners that you may see, over all reviews: what is addressed to you, what you have not
    /// read, what is overdue. The thread of one review is at `Review.liaison`.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn liaison_messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<LiaisonMessageFilter>,
        #[graphql(desc = "In which order.", default)] order_by: LiaisonMessageOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<LiaisonMessage>> {
        let now = ctx.request().store.clock().now();
        let condition = filter.unwrap_or_default().condition(ctx.viewer().who(), now);
        let seen = || {
            ctx.reader()
                .see::<liaison_message::Entity>()
                .filter(condition.clone())
        };
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            LiaisonMessage,
        )
        .await
    }
}

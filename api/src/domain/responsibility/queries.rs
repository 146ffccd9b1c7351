//! Looking at responsibilities.

use async_graphql::{Context, Object};
use entity::responsibility;

use super::filter::{ResponsibilityFilter, ResponsibilityOrder};
use super::types::Responsibility;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ResponsibilityRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at responsibilities.
#[derive(Default)]
pub struct ResponsibilityQueries;

#[Object]
impl ResponsibilityQueries {
    /// One responsibility, or null where there is none that you may see.
    async fn responsibility(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] responsibility: ResponsibilityRef,
    ) -> Option<Result<Responsibility>> {
        ctx.reader()
            .find::<responsibility::Entity>(responsibility.into())
            .await
            .map(|found| found.map(Responsibility))
            .transpose()
    }

    /// The responsibilities in the reviews that you may see: yours, what is overdue, whose turn it is.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn responsibilities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<ResponsibilityFilter>,
        #[graphql(desc = "In which order.", default)] order_by: ResponsibilityOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Responsibility>> {
        let condition = filter
            .unwrap_or_default()
            .condition(ctx.viewer().who(), ctx.today());
        let seen = || {
            ctx.reader()
                .see::<responsibility::Entity>()
                .filter(condition.clone())
        };
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            Responsibility,
        )
        .await
    }
}

//! Looking at early flags.

use async_graphql::{Context, Object};
use entity::early_flag;

use super::filter::{EarlyFlagFilter, EarlyFlagOrder};
use super::types::EarlyFlag;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::EarlyFlagRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at early flags.
#[derive(Default)]
pub struct EarlyFlagQueries;

#[Object]
impl EarlyFlagQueries {
    /// One early flag, or null where there is none that you may see.
    async fn early_flag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] early_flag: EarlyFlagRef,
    ) -> Option<Result<EarlyFlag>> {
        ctx.reader()
            .find::<early_flag::Entity>(early_flag.into())
            .await
            .map(|found| found.map(EarlyFlag))
            .transpose()
    }

    /// The early flags that you may see: what your team is to answer, what your setting has asked.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn early_flags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<EarlyFlagFilter>,
        #[graphql(desc = "In which order.", default)] order_by: EarlyFlagOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<EarlyFlag>> {
        let condition = filter
            .unwrap_or_default()
            .condition(ctx.viewer().who(), ctx.today());
        let seen = || ctx.reader().see::<early_flag::Entity>().filter(condition.clone());
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            EarlyFlag,
        )
        .await
    }
}

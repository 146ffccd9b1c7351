//! Looking at protocols.

use async_graphql::{Context, Object};
use entity::enums::DeliveryModel;
use entity::protocol;

use super::filter::{ProtocolFilter, ProtocolOrder};
use super::loader;
use super::types::{Protocol, ReviewProtocol};
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ProtocolRef;
use crate::gql::scalars::{Cursor, Date};
use crate::problem::Result;

/// Looking at protocols.
#[derive(Default)]
pub struct ProtocolQueries;

#[Object]
impl ProtocolQueries {
    /// One version of the local protocol, or null where there is none that you may see.
    async fn protocol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] protocol: ProtocolRef,
    ) -> Option<Result<Protocol>> {
        ctx.reader()
            .find::<protocol::Entity>(protocol.into())
            .await
            .map(|found| found.map(Protocol))
            .transpose()
    }

    /// What a review of this delivery model follows that is planned on a day: the version of your authority's own
    /// protocol that is in force then, else the shipped default.
    async fn protocol_in_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The delivery model.")] delivery_model: DeliveryModel,
        #[graphql(desc = "The day; today if absent.")] on: Option<Date>,
    ) -> Option<Result<ReviewProtocol>> {
        let on = on.map_or_else(|| ctx.today(), |on| on.0);
        Some(loader::on(ctx.reader(), delivery_model, on).await)
    }

    /// The versions of your authority's own protocols, drafts and superseded ones among them.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn protocols(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<ProtocolFilter>,
        #[graphql(desc = "In which order.", default)] order_by: ProtocolOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Protocol>> {
        let condition = filter.unwrap_or_default().condition(ctx.today());
        let seen = || ctx.reader().see::<protocol::Entity>().filter(condition.clone());
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            Protocol,
        )
        .await
    }
}

//! Looking at referrals.

use async_graphql::{Context, Object};
use entity::referral;

use super::filter::{ReferralFilter, ReferralOrder};
use super::types::Referral;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::ReferralRef;
use crate::gql::scalars::Cursor;
use crate::problem::Result;

/// Looking at referrals.
#[derive(Default)]
pub struct ReferralQueries;

#[Object]
impl ReferralQueries {
    /// One referral, or null where there is none that you may see.
    async fn referral(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] referral: ReferralRef,
    ) -> Option<Result<Referral>> {
        ctx.reader()
            .find::<referral::Entity>(referral.into())
            .await
            .map(|found| found.map(Referral))
            .transpose()
    }

    /// The referrals that you may see. Parents see them once they have been put to them.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn referrals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] filter: Option<ReferralFilter>,
        #[graphql(desc = "In which order.", default)] order_by: ReferralOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Referral>> {
        let condition = filter
            .unwrap_or_default()
            .condition(ctx.today())
            .add(order_by.condition());
        let seen = || ctx.reader().see::<referral::Entity>().filter(condition.clone());
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            Referral,
        )
        .await
    }
}

//! Looking at questions to guests.

use async_graphql::{Context, Object};
use entity::guest_contribution;

use super::types::GuestContribution;
use crate::gql::context::ContextExt;
use crate::gql::reference::GuestContributionRef;
use crate::problem::Result;

/// Looking at questions to guests.
#[derive(Default)]
pub struct GuestContributionQueries;

#[Object]
impl GuestContributionQueries {
    /// One question to a guest with its answer, or null where there is none that you may see. Those of a review are at
    /// `Review.guestContributions`; a guest finds their own at their entry among `Review.participants`.
    async fn guest_contribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] guest_contribution: GuestContributionRef,
    ) -> Option<Result<GuestContribution>> {
        ctx.reader()
            .find::<guest_contribution::Entity>(guest_contribution.into())
            .await
            .map(|found| found.map(GuestContribution))
            .transpose()
    }
}

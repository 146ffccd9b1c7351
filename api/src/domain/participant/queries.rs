//! Looking at the parties of a review.

use async_graphql::{Context, Object};
use entity::participant;

use super::types::Participant;
use crate::gql::context::ContextExt;
use crate::gql::reference::ParticipantRef;
use crate::problem::Result;

/// Looking at the parties of a review.
#[derive(Default)]
pub struct ParticipantQueries;

#[Object]
impl ParticipantQueries {
    /// One party to a review, or null where there is none that you may see. All parties of a review are at
    /// `Review.participants`.
    async fn participant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] participant: ParticipantRef,
    ) -> Option<Result<Participant>> {
        ctx.reader()
            .find::<participant::Entity>(participant.into())
            .await
            .map(|found| found.map(Participant))
            .transpose()
    }
}

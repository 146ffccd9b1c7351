//! Ending a review other than by completing both halves.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReviewEnd;
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// How the review ends.
#[derive(Debug, Clone, InputObject)]
pub struct ReviewEndInput {
    /// Which end.
    pub end: ReviewEnd,
    /// Why. Free text, at most 1,000 characters; required unless one half was completed. The family can read it.
    pub reason: Option<String>,
    /// When it ended; today if absent, never in the future.
    pub ended_on: Option<Date>,
}

payload! {
    /// What came of `reviewEnd`.
    ReviewEndPayload {
        /// The review.
        review: Review over review
    }
}

/// Ending a review other than by completing both halves.
#[derive(Default)]
pub struct ReviewEndMutation;

#[Object]
impl ReviewEndMutation {
    /// End the review other than by completing both halves. A meeting still to come is struck; ENTERED_IN_ERROR frees the
    /// child for a new review in this cycle.
    async fn review_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How the review ends.")] input: ReviewEndInput,
    ) -> Result<ReviewEndPayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReviewEnd>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, tx| {
                let wish = rules::End {
                    end: input.end,
                    reason: input.reason.as_deref(),
                    on: input.ended_on.map(|on| on.0),
                };
                let (to, change) = rules::end(row, wish, (tx.now(), tx.today()))?;
                Ok((change, facts::ended(wish.end, to)))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

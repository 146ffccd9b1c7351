//! Cancelling the meeting.

use async_graphql::{Context, InputObject, Object};
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why the meeting is cancelled.
#[derive(Debug, Clone, InputObject)]
pub struct ReviewCancelInput {
    /// Why. Free text, at most 1,000 characters; the family can read it.
    pub reason: String,
}

payload! {
    /// What came of `reviewCancel`.
    ReviewCancelPayload {
        /// The review.
        review: Review over review
    }
}

/// Cancelling the meeting.
#[derive(Default)]
pub struct ReviewCancelMutation;

#[Object]
impl ReviewCancelMutation {
    /// Cancel the meeting: date and place are cleared, and the review waits for a new date as INVITED, or as DUE where
    /// the family has not been invited.
    async fn review_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why the meeting is cancelled.")] input: ReviewCancelInput,
    ) -> Result<ReviewCancelPayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReviewCancel>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, _| {
                let wish = rules::Cancel {
                    reason: &input.reason,
                };
                let (to, change) = rules::cancel(row, wish)?;
                Ok((change, facts::moved("review.cancelled", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

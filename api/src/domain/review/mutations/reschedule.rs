//! Moving the meeting in time or place.

use async_graphql::{Context, InputObject, Object};
use entity::enums::VisitPlace;
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::DateTime;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// What changes of date and place; what is absent stays.
#[derive(Debug, Clone, InputObject)]
pub struct ReviewRescheduleInput {
    /// When the meeting begins; in the future.
    pub scheduled_at: Option<DateTime>,
    /// How long it is planned to last, 10 to 240 minutes.
    pub duration_minutes: Option<i32>,
    /// What kind of place. EARLY_YEARS_SETTING needs a child who is in one.
    pub place: Option<VisitPlace>,
    /// Which place. Where the kind of place changes and this is absent, the old detail goes.
    pub place_detail: Option<String>,
    /// Why the meeting moves. Free text, at most 1,000 characters; the family can read it.
    pub reason: Option<String>,
}

payload! {
    /// What came of `reviewReschedule`.
    ReviewReschedulePayload {
        /// The review.
        review: Review over review
    }
}

/// Moving the meeting in time or place.
#[derive(Default)]
pub struct ReviewRescheduleMutation;

#[Object]
impl ReviewRescheduleMutation {
    /// Change date or place of the meeting; the review stands where it stood.
    async fn review_reschedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes of date and place; what is absent stays.")]
        input: ReviewRescheduleInput,
    ) -> Result<ReviewReschedulePayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReviewReschedule>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, tx| {
                let wish = rules::Move {
                    at: input.scheduled_at.map(|at| at.0),
                    minutes: input.duration_minutes,
                    place: input.place,
                    detail: input.place_detail.as_deref(),
                    reason: input.reason.as_deref(),
                };
                let change = rules::reschedule(row, &wish, tx.now())?;
                let fact = facts::moved("review.rescheduled", row.status, row.status);
                Ok((change, fact))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

//! Setting date and place of the meeting.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ReviewStatus, VisitPlace};
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::DateTime;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// When and where the meeting is to be.
#[derive(Debug, Clone, InputObject)]
pub struct ReviewScheduleInput {
    /// When the meeting begins; in the future.
    pub scheduled_at: DateTime,
    /// How long it is planned to last, 10 to 240 minutes; 45 if absent.
    pub duration_minutes: Option<i32>,
    /// What kind of place. EARLY_YEARS_SETTING needs a child who is in one.
    pub place: VisitPlace,
    /// Which place: a room, an address, a link. Free text, at most 1,000 characters.
    pub place_detail: Option<String>,
}

payload! {
    /// What came of `reviewSchedule`.
    ReviewSchedulePayload {
        /// The review.
        review: Review over review
    }
}

/// Setting date and place of the meeting.
#[derive(Default)]
pub struct ReviewScheduleMutation;

#[Object]
impl ReviewScheduleMutation {
    /// Set date and place of the meeting; the review becomes SCHEDULED.
    async fn review_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "When and where the meeting is to be.")] input: ReviewScheduleInput,
    ) -> Result<ReviewSchedulePayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReviewSchedule>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, tx| {
                let wish = rules::Schedule {
                    at: input.scheduled_at.0,
                    minutes: input.duration_minutes,
                    place: input.place,
                    detail: input.place_detail.as_deref(),
                };
                let change = rules::schedule(row, &wish, tx.now())?;
                let fact = facts::moved("review.scheduled", row.status, ReviewStatus::Scheduled);
                Ok((change, fact))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

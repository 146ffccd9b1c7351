//! The ends of a review other than completing both halves. Pure.

use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::enums::{ReviewEnd, ReviewStatus};
use entity::review;
use sea_orm::ActiveValue::Set;

use super::SENTENCES;
use crate::codes::Inputs;
use crate::problem::Result;

/// How a review ends.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// Which end.
    pub end: ReviewEnd,
    /// Why.
    pub reason: Option<&'a str>,
    /// When, if not today.
    pub on: Option<NaiveDate>,
}

/// The status in which a review ends.
pub const fn status(end: ReviewEnd) -> ReviewStatus {
    match end {
        ReviewEnd::HealthOnly => ReviewStatus::ClosedHealthOnly,
        ReviewEnd::EarlyYearsOnly => ReviewStatus::ClosedEarlyYearsOnly,
        ReviewEnd::Declined => ReviewStatus::Declined,
        ReviewEnd::NotBrought => ReviewStatus::NotBrought,
        ReviewEnd::MovedAway => ReviewStatus::MovedAway,
        ReviewEnd::Deceased => ReviewStatus::Deceased,
        ReviewEnd::EnteredInError => ReviewStatus::EnteredInError,
    }
}

/// The review ends. A meeting that was still to come is struck, so that nobody is reminded of it.
pub fn end(
    review: &review::Model,
    wish: End<'_>,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(ReviewStatus, review::ActiveModel)> {
    let mut inputs = Inputs::default();
    let half_done = matches!(wish.end, ReviewEnd::HealthOnly | ReviewEnd::EarlyYearsOnly);
    inputs.must(wish.reason.is_some() || half_done, "reason", || {
        "say why the review ends this way".to_owned()
    });
    let reason = inputs.optional("reason", wish.reason, SENTENCES);
    let on = wish.on.unwrap_or(today);
    inputs.must(on <= today, "endedOn", || {
        "lies in the future: record the end once it has come".to_owned()
    });
    let birth = review.window_opens_on.checked_sub_months(Months::new(24));
    inputs.must(birth.is_none_or(|birth| birth <= on), "endedOn", || {
        "lies before the child's birth".to_owned()
    });
    inputs.done()?;
    let to = status(wish.end);
    let mut change = review::ActiveModel {
        status: Set(to),
        ended_on: Set(Some(on)),
        end_reason: Set(reason),
        ..Default::default()
    };
    if review.scheduled_at.is_some_and(|at| now < at) {
        change.scheduled_at = Set(None);
    }
    Ok((to, change))
}

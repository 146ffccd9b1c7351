//! Date and place of the meeting. Pure.

use chrono::{DateTime, Utc};
use entity::enums::{ReviewStatus, RuleCode, VisitPlace};
use entity::review;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::SENTENCES;
use crate::codes::Inputs;
use crate::problem::{Problem, Result};
use crate::store::changed;

/// How long a meeting lasts if nothing else is said, in minutes.
const USUAL_MINUTES: i32 = 45;
/// How short and how long a meeting may be.
const MINUTES: std::ops::RangeInclusive<i32> = 10..=240;

/// A first date.
#[derive(Debug, Clone)]
pub struct Schedule<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// How long.
    pub minutes: Option<i32>,
    /// What kind of place.
    pub place: VisitPlace,
    /// Which place.
    pub detail: Option<&'a str>,
}

/// Another date, another place, or both: what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct Move<'a> {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// How long.
    pub minutes: Option<i32>,
    /// What kind of place.
    pub place: Option<VisitPlace>,
    /// Which place.
    pub detail: Option<&'a str>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// No date any more.
#[derive(Debug, Clone, Copy)]
pub struct Cancel<'a> {
    /// Why.
    pub reason: &'a str,
}

/// Date and place are set.
pub fn schedule(
    review: &review::Model,
    wish: &Schedule<'_>,
    now: DateTime<Utc>,
) -> Result<review::ActiveModel> {
    let mut inputs = Inputs::default();
    let minutes = wish.minutes.unwrap_or(USUAL_MINUTES);
    date(&mut inputs, Some(wish.at), now);
    duration(&mut inputs, minutes);
    let detail = inputs.optional("placeDetail", wish.detail, SENTENCES);
    inputs.done()?;
    setting_for(review, wish.place)?;
    Ok(review::ActiveModel {
        status: Set(ReviewStatus::Scheduled),
        scheduled_at: Set(Some(wish.at)),
        duration_minutes: Set(Some(minutes)),
        place: Set(Some(wish.place)),
        place_detail: Set(detail),
        meeting_change_reason: Set(None),
        ..Default::default()
    })
}

/// The meeting moves in time or place; the review stands where it stood. The name of the old place goes with it.
pub fn reschedule(
    review: &review::Model,
    wish: &Move<'_>,
    now: DateTime<Utc>,
) -> Result<review::ActiveModel> {
    let mut inputs = Inputs::default();
    date(&mut inputs, wish.at, now);
    duration(&mut inputs, wish.minutes.unwrap_or(USUAL_MINUTES));
    let given = inputs.optional("placeDetail", wish.detail, SENTENCES);
    let reason = inputs.optional("reason", wish.reason, SENTENCES);
    inputs.done()?;
    let place = wish.place.or(review.place);
    let elsewhere = place != review.place;
    let detail = given.or_else(|| review.place_detail.clone().filter(|_| !elsewhere));
    let at = wish.at.or(review.scheduled_at);
    let minutes = wish.minutes.or(review.duration_minutes);
    let change = review::ActiveModel {
        scheduled_at: changed(at, &review.scheduled_at),
        duration_minutes: changed(minutes, &review.duration_minutes),
        place: changed(place, &review.place),
        place_detail: changed(detail, &review.place_detail),
        ..Default::default()
    };
    if !change.is_changed() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "the meeting already has this date and place",
        ));
    }
    place.map_or(Ok(()), |place| setting_for(review, place))?;
    Ok(review::ActiveModel {
        meeting_change_reason: changed(reason, &review.meeting_change_reason),
        ..change
    })
}

/// The meeting is cancelled: the review waits for a new date where it stood before it had one.
pub fn cancel(review: &review::Model, wish: Cancel<'_>) -> Result<(ReviewStatus, review::ActiveModel)> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", wish.reason, SENTENCES);
    inputs.done()?;
    let to = match review.invited_on {
        Some(_) => ReviewStatus::Invited,
        None => ReviewStatus::Due,
    };
    let change = review::ActiveModel {
        status: Set(to),
        scheduled_at: Set(None),
        duration_minutes: Set(None),
        place: Set(None),
        place_detail: Set(None),
        meeting_change_reason: Set(Some(reason)),
        ..Default::default()
    };
    Ok((to, change))
}

fn date(inputs: &mut Inputs, at: Option<DateTime<Utc>>, now: DateTime<Utc>) {
    inputs.must(at.is_none_or(|at| now < at), "scheduledAt", || {
        "must lie in the future".to_owned()
    });
}

fn duration(inputs: &mut Inputs, minutes: i32) {
    inputs.must(MINUTES.contains(&minutes), "durationMinutes", || {
        format!(
            "must be between {} and {} minutes",
            MINUTES.start(),
            MINUTES.end()
        )
    });
}

/// A meeting at the child's setting needs one.
fn setting_for(review: &review::Model, place: VisitPlace) -> Result<()> {
    if place == VisitPlace::EarlyYearsSetting && review.setting_id.is_none() {
        return Err(Problem::rule(
            RuleCode::SettingRequired,
            "the meeting cannot be at the child's early years setting: the child has none",
        ));
    }
    Ok(())
}

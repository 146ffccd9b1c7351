//! The rules of a review's life. Pure.

use chrono::NaiveDate;
use entity::enums::{DeliveryModel, ReviewCycle, ReviewStatus, RuleCode, ValueSet};
use entity::{authority, child, organisation, review};
use sea_orm::ActiveValue::Set;

pub use self::ending::{End, end};
pub use self::meeting::{Cancel, Move, Schedule, cancel, reschedule, schedule};
use crate::codes::Inputs;
use crate::domain::age::window;
use crate::domain::protocol::steps::Followed;
use crate::problem::{Problem, Result};
use crate::store::changed;

mod ending;
mod meeting;

/// How long a reason or the name of a place may be.
const SENTENCES: usize = 1_000;

/// What the caller wishes of a new review.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// The delivery model, if not the default.
    pub model: Option<DeliveryModel>,
    /// When it is to be due, if not at 27 months.
    pub due_on: Option<NaiveDate>,
}

/// The delivery model of a child's review: as wished, else the setting's, else the authority's; a child in no setting
/// has the health half alone.
pub fn model(
    wish: Option<DeliveryModel>,
    authority: &authority::Model,
    setting: Option<&organisation::Model>,
) -> Result<DeliveryModel> {
    match (wish, setting) {
        (Some(model), Some(_)) => Ok(model),
        (Some(DeliveryModel::HealthOnly) | None, None) => Ok(DeliveryModel::HealthOnly),
        (Some(_), None) => Err(Problem::rule(
            RuleCode::SettingRequired,
            "this delivery model needs an early years setting, and the child has none: place the child first, or plan HEALTH_ONLY",
        )),
        (None, Some(setting)) => Ok(setting.delivery_model.unwrap_or(authority.default_model)),
    }
}

/// A new review of a child.
pub fn plan(
    child: &child::Model,
    (model, followed): (DeliveryModel, &Followed),
    wish: Wish,
    today: NaiveDate,
) -> Result<review::ActiveModel> {
    let impossible = || {
        Problem::rule(
            RuleCode::ImpossibleDate,
            "the child's birth date leads to no window",
        )
    };
    let (opens, closes, usual) = window(child.birth_date).ok_or_else(impossible)?;
    if closes < today {
        return Err(Problem::rule(
            RuleCode::OutsideWindow,
            format!(
                "the window of 24 to 30 months closed on {closes}: no review can be planned in this cycle"
            ),
        ));
    }
    let due = wish.due_on.unwrap_or_else(|| usual.max(today));
    if due < opens || closes < due {
        return Err(Problem::invalid(
            ["input", "dueOn"],
            format!("must lie in the window, {opens} to {closes}"),
        ));
    }
    Ok(review::ActiveModel {
        cycle: Set(ReviewCycle::TwoYear),
        delivery_model: Set(model),
        status: Set(ReviewStatus::Due),
        health_team_id: Set(child.health_team_id),
        setting_id: Set(child.setting_id),
        restriction: Set(child.restriction),
        window_opens_on: Set(opens),
        window_closes_on: Set(closes),
        due_on: Set(due),
        protocol_id: Set(followed.id),
        protocol_number: Set(Some(followed.number)),
        revision: Set(1),
        ..Default::default()
    })
}

/// The family has been invited.
pub fn invite(invited_on: Option<NaiveDate>, today: NaiveDate) -> Result<review::ActiveModel> {
    let invited_on = invited_on.unwrap_or(today);
    if today < invited_on {
        return Err(Problem::invalid(
            ["input", "invitedOn"],
            "lies in the future: record an invitation once it has gone out",
        ));
    }
    Ok(review::ActiveModel {
        status: Set(ReviewStatus::Invited),
        invited_on: Set(Some(invited_on)),
        ..Default::default()
    })
}

/// Another delivery model. What has been contributed stays, and so do the participants.
pub fn change_model(
    review: &review::Model,
    (model, followed): (DeliveryModel, &Followed),
    reason: Option<&str>,
) -> Result<review::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.optional("reason", reason, SENTENCES);
    inputs.done()?;
    if model == review.delivery_model {
        return Err(Problem::rule(
            RuleCode::ModelUnchanged,
            format!("the review already follows {}", model.as_str()),
        ));
    }
    if model != DeliveryModel::HealthOnly && review.setting_id.is_none() {
        return Err(Problem::rule(
            RuleCode::SettingRequired,
            "this delivery model needs an early years setting, and the child has none: place the child first",
        ));
    }
    Ok(review::ActiveModel {
        delivery_model: Set(model),
        protocol_id: changed(followed.id, &review.protocol_id),
        protocol_number: changed(Some(followed.number), &review.protocol_number),
        model_change_reason: Set(reason),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests;

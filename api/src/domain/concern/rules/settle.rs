//! How a concern is settled, and taken up again. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ConcernOutcome, ConcernStatus, Role, RuleCode, Sensitivity};
use entity::ids::{PractitionerId, ReferralId, ReviewId};
use entity::{concern, concern_settlement, referral};
use sea_orm::ActiveValue::Set;

use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// How often a concern is settled at most.
pub const MOST_SETTLEMENTS: u64 = 20;
/// The longest note, in characters.
const NOTE: usize = 4000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// Who settles it, or takes it up again: a practitioner.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
}

/// How it is to be settled.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What became of it.
    pub outcome: ConcernOutcome,
    /// Who may hear of that; what goes with the outcome if nothing is said.
    pub sensitivity: Option<Sensitivity>,
    /// Why, and what follows.
    pub note: &'a str,
    /// The referral that it led to.
    pub referral: Option<&'a referral::Model>,
    /// When it is looked at again.
    pub look_again_on: Option<NaiveDate>,
}

/// How a concern is settled; `known` counts how often it was.
pub fn settle(
    row: &concern::Model,
    by: By,
    wish: Wish<'_>,
    (known, today): (u64, NaiveDate),
) -> Result<concern_settlement::ActiveModel> {
    let mut inputs = Inputs::default();
    let note = inputs.text("note", wish.note, NOTE);
    look_again(&mut inputs, wish, today);
    let referral = referral(&mut inputs, row.review_id, wish);
    let sensitivity = sensitivity(&mut inputs, wish);
    inputs.done()?;
    super::bounded(known, MOST_SETTLEMENTS, "outcomes of a concern")?;
    Ok(concern_settlement::ActiveModel {
        concern_id: Set(row.id),
        outcome: Set(wish.outcome),
        sensitivity: Set(sensitivity),
        note: Set(note),
        referral_id: Set(referral),
        look_again_on: Set(wish.look_again_on),
        settled_by_id: Set(by.id),
        settled_by_role: Set(by.role),
        ..Default::default()
    })
}

/// What is monitored is looked at again on a day to come, and nothing else is.
fn look_again(inputs: &mut Inputs, wish: Wish<'_>, today: NaiveDate) {
    let is_monitored = wish.outcome == ConcernOutcome::Monitor;
    match wish.look_again_on {
        None => inputs.must(!is_monitored, "lookAgainOn", || {
            "say when it is looked at again".to_owned()
        }),
        Some(_) if !is_monitored => inputs.wrong("lookAgainOn", "goes with the outcome MONITOR alone"),
        Some(on) => inputs.must(today < on, "lookAgainOn", || "must lie in the future".to_owned()),
    }
}

/// The referral that it led to is one out of the same review.
fn referral(inputs: &mut Inputs, review: ReviewId, wish: Wish<'_>) -> Option<ReferralId> {
    let referral = wish.referral?;
    inputs.must(wish.outcome == ConcernOutcome::Referral, "referral", || {
        "goes with the outcome REFERRAL alone".to_owned()
    });
    inputs.must(referral.review_id == review, "referral", || {
        "is a referral out of another review".to_owned()
    });
    Some(referral.id)
}

/// That a child goes the way of safeguarding is never told to the family by this platform.
fn sensitivity(inputs: &mut Inputs, wish: Wish<'_>) -> Sensitivity {
    let is_safeguarding = wish.outcome == ConcernOutcome::SafeguardingRoute;
    let told = wish.sensitivity == Some(Sensitivity::Standard);
    inputs.must(!(is_safeguarding && told), "sensitivity", || {
        "is PRACTITIONERS_ONLY with the outcome SAFEGUARDING_ROUTE".to_owned()
    });
    match wish.sensitivity {
        _ if is_safeguarding => Sensitivity::PractitionersOnly,
        Some(given) => given,
        None => Sensitivity::Standard,
    }
}

/// The concern as it is with an outcome.
pub fn settled() -> concern::ActiveModel {
    concern::ActiveModel {
        status: Set(ConcernStatus::Settled),
        ..Default::default()
    }
}

/// How it was settled stays on record, with the reason why that does not stand.
pub fn reopen(by: By, reason: &str, now: DateTime<Utc>) -> Result<concern_settlement::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(concern_settlement::ActiveModel {
        reopened_reason: Set(Some(reason)),
        reopened_by_id: Set(Some(by.id)),
        reopened_by_role: Set(Some(by.role)),
        reopened_at: Set(Some(now)),
        ..Default::default()
    })
}

/// The concern as it is when it was taken up again.
pub fn reopened() -> concern::ActiveModel {
    concern::ActiveModel {
        status: Set(ConcernStatus::Open),
        ..Default::default()
    }
}

/// The outcome that stands: a settled concern has one.
pub fn standing(found: Option<concern_settlement::Model>) -> Result<concern_settlement::Model> {
    found.ok_or_else(|| {
        Problem::rule(
            RuleCode::NothingToChange,
            "the concern has no outcome that stands",
        )
    })
}

#[cfg(test)]
mod tests;

//! How a guest is asked, answers, declines, and how a question is taken back. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{GuestContributionStatus, Role, RuleCode, Sensitivity};
use entity::ids::{ChildId, PractitionerId};
use entity::{carer, guest_contribution};
use sea_orm::ActiveValue::Set;

use crate::codes::Inputs;
use crate::policy::sharing::speaks_for;
use crate::problem::{Problem, Result};

/// Questions that a review has at most, whatever has become of them.
pub const MOST: u64 = 50;
/// The longest question, in characters.
const QUESTION: usize = 2000;
/// The longest answer, in characters.
const ANSWER: usize = 8000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// What is to be asked.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The question.
    pub question: &'a str,
    /// Who reads question and answer.
    pub sensitivity: Sensitivity,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// When the parent agreed; today if nothing is said.
    pub agreed_on: Option<NaiveDate>,
}

/// A new question. A parent with parental responsibility has agreed that the guest is asked; `known` counts the questions of
/// the review.
pub fn ask(
    (by, role): (PractitionerId, Role),
    guest: PractitionerId,
    (child, parent): (ChildId, &carer::Model),
    wish: &Wish<'_>,
    (known, today): (u64, NaiveDate),
) -> Result<guest_contribution::ActiveModel> {
    let mut inputs = Inputs::default();
    let question = inputs.text("question", wish.question, QUESTION);
    let agreed_on = wish.agreed_on.unwrap_or(today);
    inputs.must(agreed_on <= today, "agreedOn", || {
        "must not lie in the future".to_owned()
    });
    inputs.done()?;
    speaks_for(parent, child)?;
    if MOST <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} questions to guests in a review at most"),
        ));
    }
    Ok(guest_contribution::ActiveModel {
        practitioner_id: Set(guest),
        question: Set(question),
        sensitivity: Set(wish.sensitivity),
        status: Set(GuestContributionStatus::Asked),
        expires_at: Set(wish.expires_at),
        agreed_by_id: Set(parent.id),
        agreed_on: Set(agreed_on),
        asked_by_id: Set(by),
        asked_by_role: Set(role),
        ..Default::default()
    })
}

/// The guest answers, or amends the answer.
pub fn contribute(
    row: &guest_contribution::Model,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<guest_contribution::ActiveModel> {
    let mut inputs = Inputs::default();
    let answer = inputs.text("answer", answer, ANSWER);
    inputs.done()?;
    if row.answer.as_ref() == Some(&answer) && row.status == GuestContributionStatus::Contributed {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "this is the answer that is on record",
        ));
    }
    Ok(guest_contribution::ActiveModel {
        answer: Set(Some(answer)),
        contributed_at: Set(Some(now)),
        status: Set(GuestContributionStatus::Contributed),
        declined_reason: Set(None),
        ..Default::default()
    })
}

/// The guest does not answer, and says why, so that somebody else can be asked.
pub fn decline(reason: &str) -> Result<guest_contribution::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(guest_contribution::ActiveModel {
        status: Set(GuestContributionStatus::Declined),
        declined_reason: Set(Some(reason)),
        ..Default::default()
    })
}

/// The question is taken back, with a reason.
pub fn revoke(reason: &str) -> Result<guest_contribution::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(guest_contribution::ActiveModel {
        status: Set(GuestContributionStatus::Revoked),
        revoked_reason: Set(Some(reason)),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests;

//! What a protocol may say, and how it comes into force. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{
    DeliveryModel, Discipline, GovernanceGroup, ReviewStep, Role, RuleCode, StepParty, ValueSet,
};
use entity::ids::PractitionerId;
use entity::protocol;
use sea_orm::ActiveValue::{NotSet, Set};

use super::steps::Step;
use crate::codes::Inputs;
use crate::policy::step::discipline_of;
use crate::problem::{Problem, Result};
use crate::store::changed;

/// The longest note, in characters.
const NOTE: usize = 2_000;
/// How many working days a step may lie before or after the due date of the review.
const FURTHEST: i32 = 250;

/// What a version is to say.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The first day on which reviews are planned by it.
    pub effective_from: NaiveDate,
    /// The steps.
    pub steps: &'a [Step],
    /// What it is about.
    pub note: Option<&'a str>,
}

/// Whether a protocol of this model may have these steps.
pub fn check(model: DeliveryModel, steps: &[Step]) -> Result<()> {
    let mut inputs = Inputs::default();
    checked(&mut inputs, model, steps);
    inputs.done()
}

fn checked(inputs: &mut Inputs, model: DeliveryModel, steps: &[Step]) {
    let most = ReviewStep::ALL.len();
    inputs.must((1..=most).contains(&steps.len()), "steps", || {
        format!("1 to {most} steps, each once")
    });
    for (place, step) in steps.iter().enumerate() {
        let earlier = steps.iter().take(place);
        if let Some(wrong) = wrong(model, *step, earlier.map(|one| one.step)) {
            inputs.wrong_at(&["steps", &place.to_string()], wrong);
        }
    }
}

/// What is wrong with one step.
fn wrong(
    model: DeliveryModel,
    step: Step,
    mut earlier: impl Iterator<Item = ReviewStep>,
) -> Option<&'static str> {
    let discipline = discipline_of(step.party, step.role);
    let is_half = match step.step {
        ReviewStep::CompleteHealthReview => Some(Discipline::Health),
        ReviewStep::CompleteProgressCheck => Some(Discipline::EarlyYears),
        _ => None,
    };
    if earlier.any(|one| one == step.step) {
        Some("is there already: each step once; a step of both professions has the party BOTH")
    } else if (step.party == StepParty::Role) != step.role.is_some() {
        Some("the party ROLE goes with a role, and no other does")
    } else if step.role.is_some_and(|role| !may_be_responsible(role)) {
        Some("this role takes no step of a review: give one of the two professions")
    } else if is_half.is_some() && discipline != is_half {
        Some("each half is written by its own profession")
    } else if model == DeliveryModel::HealthOnly && discipline != Some(Discipline::Health) {
        Some("a child in no setting has nobody in early years: give HEALTH or a role of health")
    } else if !(-FURTHEST..=FURTHEST).contains(&step.days) {
        Some("lies more than 250 working days from the due date")
    } else {
        None
    }
}

/// The roles of the two professions.
const fn may_be_responsible(role: Role) -> bool {
    role.discipline().is_some()
}

/// A new version; `newest` is the number of the last one.
pub fn draft(
    model: DeliveryModel,
    wish: Wish<'_>,
    newest: Option<i32>,
    today: NaiveDate,
) -> Result<protocol::ActiveModel> {
    let (steps, note) = said(model, wish, today)?;
    Ok(protocol::ActiveModel {
        delivery_model: Set(model),
        number: Set(newest.unwrap_or_default() + 1),
        steps: Set(steps),
        note: Set(note),
        effective_from: Set(wish.effective_from),
        ..Default::default()
    })
}

/// Changes a draft. Whoever had approved it had approved something else: the approvals are void.
pub fn amend(row: &protocol::Model, wish: Wish<'_>, today: NaiveDate) -> Result<protocol::ActiveModel> {
    let (steps, note) = said(row.delivery_model, wish, today)?;
    let change = protocol::ActiveModel {
        steps: changed(steps, &row.steps),
        note: changed(note, &row.note),
        effective_from: changed(wish.effective_from, &row.effective_from),
        ..Default::default()
    };
    if !sea_orm::ActiveModelTrait::is_changed(&change) {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "nothing would change: the draft already says all this",
        ));
    }
    Ok(protocol::ActiveModel {
        operational_approved_by_id: changed(None, &row.operational_approved_by_id),
        operational_approved_on: changed(None, &row.operational_approved_on),
        operational_recorded_at: changed(None, &row.operational_recorded_at),
        strategic_approved_by_id: changed(None, &row.strategic_approved_by_id),
        strategic_approved_on: changed(None, &row.strategic_approved_on),
        strategic_recorded_at: changed(None, &row.strategic_recorded_at),
        ..change
    })
}

fn said(
    model: DeliveryModel,
    wish: Wish<'_>,
    today: NaiveDate,
) -> Result<(sea_orm::JsonValue, Option<String>)> {
    let mut inputs = Inputs::default();
    checked(&mut inputs, model, wish.steps);
    let note = inputs.optional("note", wish.note, NOTE);
    inputs.must(today <= wish.effective_from, "effectiveFrom", || {
        "lies in the past: reviews in flight keep the protocol they were planned by".to_owned()
    });
    inputs.done()?;
    let steps = serde_json::to_value(wish.steps).map_err(Problem::internal)?;
    Ok((steps, note))
}

/// An approval as it is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Approval {
    /// Of which group.
    pub group: GovernanceGroup,
    /// When the group approved; today if nothing is said.
    pub on: Option<NaiveDate>,
    /// Who records it.
    pub by: PractitionerId,
}

/// One of the two groups has approved. With the second approval the version is approved, and takes effect on its day;
/// `newest` is the approved version before it. Says whether it is approved now.
pub fn approve(
    row: &protocol::Model,
    approval: Approval,
    newest: Option<&protocol::Model>,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(protocol::ActiveModel, bool)> {
    let on = approval.on.unwrap_or(today);
    if today < on {
        return Err(Problem::invalid(
            ["input", "approvedOn"],
            "lies in the future: record an approval once it has been given",
        ));
    }
    let (own, other) = match approval.group {
        GovernanceGroup::Operational => (row.operational_approved_by_id, row.strategic_approved_by_id),
        GovernanceGroup::Strategic => (row.strategic_approved_by_id, row.operational_approved_by_id),
    };
    if own.is_some() {
        return Err(Problem::rule(
            RuleCode::AlreadyApproved,
            "this group's approval is recorded already",
        ));
    }
    if other == Some(approval.by) {
        return Err(Problem::rule(
            RuleCode::SameApprover,
            "you have recorded the other group's approval: this one is recorded by somebody else",
        ));
    }
    let is_approved = other.is_some();
    if is_approved {
        in_time(row, newest, today)?;
    }
    let by = Set(Some(approval.by));
    let (on, at) = (Set(Some(on)), Set(Some(now)));
    let approved_at = if is_approved { Set(Some(now)) } else { NotSet };
    let change = match approval.group {
        GovernanceGroup::Operational => protocol::ActiveModel {
            operational_approved_by_id: by,
            operational_approved_on: on,
            operational_recorded_at: at,
            approved_at,
            ..Default::default()
        },
        GovernanceGroup::Strategic => protocol::ActiveModel {
            strategic_approved_by_id: by,
            strategic_approved_on: on,
            strategic_recorded_at: at,
            approved_at,
            ..Default::default()
        },
    };
    Ok((change, is_approved))
}

/// Both approvals are recorded before it takes effect, and versions take effect one after the other.
fn in_time(row: &protocol::Model, newest: Option<&protocol::Model>, today: NaiveDate) -> Result<()> {
    if row.effective_from < today {
        return Err(Problem::rule(
            RuleCode::ImpossibleDate,
            format!(
                "it was to take effect on {}, which has passed: amend the draft, and let both groups approve it again",
                row.effective_from
            ),
        ));
    }
    match newest.filter(|newest| row.effective_from <= newest.effective_from) {
        Some(later) => Err(Problem::rule(
            RuleCode::LaterProtocol,
            format!(
                "version {} takes effect on {}: amend the draft to a later day",
                later.number, later.effective_from
            ),
        )),
        None => Ok(()),
    }
}

/// The version before ends when the next one begins.
pub fn superseded(by: &protocol::Model) -> protocol::ActiveModel {
    protocol::ActiveModel {
        effective_to: Set(Some(by.effective_from)),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests;

//! How the health half is started, delegated, written, handed in, added to and marked as entered in error. Pure.

use chrono::NaiveDate;
use entity::enums::{DirectoryStatus, HealthReviewStatus, Role, RuleCode};
use entity::ids::{HealthReviewId, PractitionerId};
use entity::{health_review, health_review_addition, practitioner};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::input::HealthReviewRecordInput;
use crate::codes::Inputs;
use crate::problem::{Problem, Refusal, Result};
use crate::store::changed;

/// Additions that a health half has at most.
pub const MOST_ADDITIONS: u64 = 100;
/// The longest text of one section, in characters.
const SECTION: usize = 4000;
/// The longest addition, in characters.
const ADDITION: usize = 8000;
/// The longest reason, or account of the supervision, in characters.
const REASON: usize = 1000;

/// A new health half: whoever starts it is accountable for it and delivers it.
pub fn start(by: PractitionerId) -> health_review::ActiveModel {
    health_review::ActiveModel {
        status: Set(HealthReviewStatus::InProgress),
        accountable_id: Set(by),
        deliverer_id: Set(by),
        ..Default::default()
    }
}

/// To whom it is delegated.
#[derive(Debug)]
pub struct Delegate<'a> {
    /// The practitioner.
    pub person: &'a practitioner::Model,
    /// Whether they are a community nursery nurse of the child's health team now.
    pub is_nurse_of_team: bool,
}

/// Delegates it to a community nursery nurse of the child's health team, or takes it back where the accountable health
/// visitor is named.
pub fn delegate(
    row: &health_review::Model,
    to: &Delegate<'_>,
    supervision: Option<&str>,
    today: NaiveDate,
) -> Result<health_review::ActiveModel> {
    let mut inputs = Inputs::default();
    let supervision = inputs.optional("supervision", supervision, REASON);
    let back = to.person.id == row.accountable_id;
    inputs.must(back || supervision.is_some(), "supervision", || {
        "say how the delegate is supervised: the health visitor stays accountable".to_owned()
    });
    inputs.must(back || to.is_nurse_of_team, "deliverer", || {
        "must be a community nursery nurse of the child's health team, or the accountable health visitor"
            .to_owned()
    });
    inputs.done()?;
    if to.person.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "this practitioner is no longer active in the directory",
        ));
    }
    Ok(health_review::ActiveModel {
        deliverer_id: Set(to.person.id),
        delegated_on: Set((!back).then_some(today)),
        supervision: Set(supervision.filter(|_| !back)),
        supervised_on: Set(None),
        ..Default::default()
    })
}

/// What is written; what is absent stays.
pub fn record(
    row: &health_review::Model,
    birth: NaiveDate,
    today: NaiveDate,
    input: &HealthReviewRecordInput,
) -> Result<health_review::ActiveModel> {
    let mut inputs = Inputs::default();
    let contact_on = input.contact_on.map(|day| day.0);
    let measured_on = input.measured_on.map(|day| day.0);
    for (field, day) in [("contactOn", contact_on), ("measuredOn", measured_on)] {
        in_life(&mut inputs, field, day, (birth, today));
    }
    within(&mut inputs, "weightGrams", input.weight_grams, (1000, 60_000));
    within(
        &mut inputs,
        "heightMillimetres",
        input.height_millimetres,
        (400, 1500),
    );
    let mut text = |field, given: &Option<String>, old: &Option<String>| {
        let new = inputs.optional(field, given.as_deref(), SECTION);
        changed(new.or_else(|| old.clone()), old)
    };
    let change = health_review::ActiveModel {
        growth: text("growth", &input.growth, &row.growth),
        sleep: text("sleep", &input.sleep, &row.sleep),
        behaviour: text("behaviour", &input.behaviour, &row.behaviour),
        diet: text("diet", &input.diet, &row.diet),
        oral_health: text("oralHealth", &input.oral_health, &row.oral_health),
        immunisation: text("immunisation", &input.immunisation, &row.immunisation),
        hearing: text("hearing", &input.hearing, &row.hearing),
        vision: text("vision", &input.vision, &row.vision),
        summary: text("summary", &input.summary, &row.summary),
        grade: changed(input.grade.or(row.grade), &row.grade),
        service_level: changed(input.service_level.or(row.service_level), &row.service_level),
        medium: changed(input.medium.or(row.medium), &row.medium),
        place: changed(input.place.or(row.place), &row.place),
        contact_on: changed(contact_on.or(row.contact_on), &row.contact_on),
        weight_grams: changed(input.weight_grams.or(row.weight_grams), &row.weight_grams),
        height_mm: changed(input.height_millimetres.or(row.height_mm), &row.height_mm),
        measured_on: changed(measured_on.or(row.measured_on), &row.measured_on),
        ..Default::default()
    };
    inputs.done()?;
    if change.is_changed() {
        return Ok(change);
    }
    Err(Problem::rule(
        RuleCode::NothingToChange,
        "the health half already says this",
    ))
}

fn in_life(inputs: &mut Inputs, field: &str, day: Option<NaiveDate>, (birth, today): (NaiveDate, NaiveDate)) {
    let possible = day.is_none_or(|day| birth <= day && day <= today);
    inputs.must(possible, field, || {
        "must lie between the child's birth and today".to_owned()
    });
}

fn within(inputs: &mut Inputs, field: &str, given: Option<i32>, (least, most): (i32, i32)) {
    let possible = given.is_none_or(|given| (least..=most).contains(&given));
    inputs.must(possible, field, || {
        format!("must lie between {least} and {most}: look at the unit")
    });
}

/// When it was complete, and when the supervision of a delegate took place.
#[derive(Debug, Clone, Copy)]
pub struct Submission {
    /// When the review was complete.
    pub completed_on: NaiveDate,
    /// When the supervision took place.
    pub supervised_on: Option<NaiveDate>,
}

/// Hands it in.
pub fn submit(
    row: &health_review::Model,
    wish: Submission,
    (birth, now): (NaiveDate, chrono::DateTime<chrono::Utc>),
) -> Result<health_review::ActiveModel> {
    let today = crate::clock::london_date(now);
    let mut inputs = Inputs::default();
    in_life(
        &mut inputs,
        "completedOn",
        Some(wish.completed_on),
        (birth, today),
    );
    in_life(&mut inputs, "supervisedOn", wish.supervised_on, (birth, today));
    let after_contact = row.contact_on.is_none_or(|contact| contact <= wish.completed_on);
    inputs.must(after_contact, "completedOn", || {
        "lies before the day on which the family was met".to_owned()
    });
    let is_delegated = row.deliverer_id != row.accountable_id;
    inputs.must(
        is_delegated || wish.supervised_on.is_none(),
        "supervisedOn",
        || "is for a health half that was delegated: this one was not".to_owned(),
    );
    inputs.done()?;
    let needed = [
        (row.contact_on.is_none(), "contactOn"),
        (row.medium.is_none(), "medium"),
        (row.place.is_none(), "place"),
        (is_delegated && wish.supervised_on.is_none(), "supervisedOn"),
    ];
    let missing: Vec<String> = needed
        .into_iter()
        .filter(|(is_missing, _)| *is_missing)
        .map(|(_, field)| field.to_owned())
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::Rule {
            code: RuleCode::NotComplete,
            message: "the health half is not complete: see what is missing".to_owned(),
            missing,
        }
        .into());
    }
    Ok(health_review::ActiveModel {
        status: Set(HealthReviewStatus::Submitted),
        completed_on: Set(Some(wish.completed_on)),
        supervised_on: Set(wish.supervised_on),
        submitted_at: Set(Some(now)),
        ..Default::default()
    })
}

/// An addition; `known` counts those that are there.
pub fn add(
    of: HealthReviewId,
    (by, role): (PractitionerId, Role),
    text: &str,
    known: u64,
) -> Result<health_review_addition::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, ADDITION);
    inputs.done()?;
    if MOST_ADDITIONS <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST_ADDITIONS} additions to a health half at most"),
        ));
    }
    Ok(health_review_addition::ActiveModel {
        health_review_id: Set(of),
        text: Set(text),
        added_by_id: Set(by),
        added_by_role: Set(role),
        ..Default::default()
    })
}

/// It was added to after it was handed in.
pub fn amended() -> health_review::ActiveModel {
    health_review::ActiveModel {
        status: Set(HealthReviewStatus::Amended),
        ..Default::default()
    }
}

/// It was entered in error.
pub fn enter_in_error(reason: &str) -> Result<health_review::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(health_review::ActiveModel {
        status: Set(HealthReviewStatus::EnteredInError),
        error_reason: Set(Some(reason)),
        ..Default::default()
    })
}

//! What an assessment may say, and how it is corrected. Pure.

use chrono::NaiveDate;
use entity::enums::{AssessmentArea, AssessmentStatus, HealthReviewStatus, Instrument, Role, RuleCode};
use entity::ids::{AssessmentId, HealthReviewId, PractitionerId};
use entity::{assessment, child, health_review};
use sea_orm::ActiveValue::Set;

use super::input::AssessmentRecordInput;
use super::scores::{self, Kept};
use crate::codes::Inputs;
use crate::codes::asq::{self, Age, Premature, Window};
use crate::problem::{Problem, Result};

/// Assessments that a health half has at most, those that were corrected among them.
pub const MOST: u64 = 50;
/// Scores that an assessment has at most.
const SCORES: usize = 7;
/// The longest name of an instrument, in characters.
const NAME: usize = 100;
/// The longest language, in characters.
const LANGUAGE: usize = 60;
/// The longest note, in characters.
const NOTE: usize = 4000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// What an assessment is judged by.
#[derive(Debug)]
pub struct Case<'a> {
    /// The health half.
    pub half: HealthReviewId,
    /// The child.
    pub child: &'a child::Model,
    /// Who records it.
    pub author: (PractitionerId, Role),
    /// How many there are.
    pub known: u64,
    /// The day.
    pub today: NaiveDate,
}

/// A new assessment.
pub fn record(case: &Case<'_>, input: &AssessmentRecordInput) -> Result<assessment::ActiveModel> {
    let mut inputs = Inputs::default();
    let row = assess(&mut inputs, "", case, input);
    inputs.done()?;
    bounded(case.known)?;
    row.ok_or_else(|| Problem::internal("an assessment was refused without a reason"))
}

/// A correction: an assessment of its own that takes the other's place.
pub fn amend(
    case: &Case<'_>,
    of: AssessmentId,
    (reason, corrected): (&str, &AssessmentRecordInput),
) -> Result<assessment::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    let row = assess(&mut inputs, "corrected.", case, corrected);
    inputs.done()?;
    bounded(case.known)?;
    let row = row.ok_or_else(|| Problem::internal("a correction was refused without a reason"))?;
    Ok(assessment::ActiveModel {
        amends_id: Set(Some(of)),
        amend_reason: Set(Some(reason)),
        ..row
    })
}

/// A correction took its place.
pub fn amended() -> assessment::ActiveModel {
    assessment::ActiveModel {
        status: Set(AssessmentStatus::Amended),
        ..Default::default()
    }
}

/// The change of the health half that an assessment brings: one that was handed in is amended from then on.
pub fn half(row: &health_review::Model) -> Option<health_review::ActiveModel> {
    (row.status == HealthReviewStatus::Submitted).then(|| health_review::ActiveModel {
        status: Set(HealthReviewStatus::Amended),
        ..Default::default()
    })
}

/// Whether the health half still takes a correction by the caller: not once it was entered in error, and of a nursery nurse
/// only while it is delegated to her.
pub fn takes_correction(row: &health_review::Model, (by, role): (PractitionerId, Role)) -> Result<()> {
    if row.status == HealthReviewStatus::EnteredInError {
        return Err(Problem::rule(
            RuleCode::EnteredInError,
            "the health half was entered in error: nothing in it is corrected any more",
        ));
    }
    if role == Role::CommunityNurseryNurse && row.deliverer_id != by {
        return Err(Problem::rule(
            RuleCode::DelegationEnded,
            "the health half is not delegated to you any more: ask the accountable health visitor",
        ));
    }
    Ok(())
}

fn bounded(known: u64) -> Result<()> {
    if known < MOST {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::TooMany,
        format!("there are {MOST} assessments in a health half at most"),
    ))
}

/// Reads an assessment; `at` is the way to it in the input.
fn assess(
    inputs: &mut Inputs,
    at: &str,
    case: &Case<'_>,
    input: &AssessmentRecordInput,
) -> Option<assessment::ActiveModel> {
    let field = |name: &str| format!("{at}{name}");
    let instrument_name = inputs.optional(&field("instrumentName"), input.instrument_name.as_deref(), NAME);
    let language = inputs.optional(&field("language"), input.language.as_deref(), LANGUAGE);
    let note = inputs.optional(&field("note"), input.note.as_deref(), NOTE);
    let is_named = input.instrument != Instrument::Other || instrument_name.is_some();
    inputs.must(is_named, &field("instrumentName"), || {
        "say which instrument it was".to_owned()
    });
    interval(inputs, &field("intervalMonths"), input);
    let scores = all_scores(inputs, &field("scores"), input);
    let (birth, on) = (case.child.birth_date, input.completed_on.0);
    let age = asq::age(birth, on).filter(|_| on <= case.today);
    inputs.must(age.is_some(), &field("completedOn"), || {
        "must lie between the child's birth and today".to_owned()
    });
    let (scores, age) = (scores?, age?);
    let gestation = case
        .child
        .gestation_weeks
        .map(|weeks| Premature { weeks, days: 0 });
    let adjusted = gestation.and_then(|gestation| asq::adjust(birth, on, gestation));
    Some(assessment::ActiveModel {
        health_review_id: Set(case.half),
        status: Set(AssessmentStatus::Current),
        instrument: Set(input.instrument),
        instrument_name: Set(instrument_name),
        interval_months: Set(input.interval_months),
        completed_on: Set(on),
        respondent: Set(input.respondent),
        mode: Set(input.mode),
        language: Set(language),
        interpreter_used: Set(input.interpreter_used),
        reference: Set(is_asq(input.instrument).then(|| asq::VERSION.to_owned())),
        age_months: Set(age.months),
        age_days: Set(age.days),
        adjusted_age_months: Set(adjusted.map(|age| age.months)),
        adjusted_age_days: Set(adjusted.map(|age| age.days)),
        term_weeks: Set(adjusted.map(|_| asq::TERM_WEEKS)),
        in_window: Set(window(input).map(|window| window.holds(adjusted.unwrap_or(age)))),
        good_level: Set(good_level(input.instrument, &scores)),
        scores: Set(serde_json::to_value(&scores).unwrap_or_default()),
        note: Set(note),
        recorded_by_id: Set(case.author.0),
        recorded_by_role: Set(case.author.1),
        ..Default::default()
    })
}

const fn is_asq(instrument: Instrument) -> bool {
    matches!(instrument, Instrument::Asq3 | Instrument::AsqSe2)
}

fn interval(inputs: &mut Inputs, field: &str, input: &AssessmentRecordInput) {
    let known = match input.instrument {
        Instrument::Asq3 => asq::ASQ3_INTERVALS,
        Instrument::AsqSe2 => asq::SE2_INTERVALS,
        _ => {
            let possible = input
                .interval_months
                .is_none_or(|months| (1..=72).contains(&months));
            inputs.must(possible, field, || "must lie between 1 and 72 months".to_owned());
            return;
        }
    };
    let is_known = input
        .interval_months
        .is_some_and(|months| known.contains(&months));
    inputs.must(is_known, field, || {
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        format!("must be a form of this instrument: {}", known.join(", "))
    });
}

/// The ages at which the form is right. ELIM is standardised for 24 to 30 months (domain.md 2.6).
fn window(input: &AssessmentRecordInput) -> Option<Window> {
    match input.instrument {
        Instrument::Asq3 => asq::window(input.interval_months?),
        Instrument::Elim => Some(Window {
            from: Age { months: 24, days: 0 },
            to: Age { months: 30, days: 0 },
        }),
        _ => None,
    }
}

/// The areas that an instrument has; all where nothing is known of it.
const fn areas(instrument: Instrument) -> Option<&'static [AssessmentArea]> {
    match instrument {
        Instrument::Asq3 => Some(&asq::AREAS),
        Instrument::AsqSe2 => Some(&[AssessmentArea::Total]),
        Instrument::Elim => Some(&[AssessmentArea::WordList, AssessmentArea::Total]),
        Instrument::Wellcomm | Instrument::Other => None,
    }
}

fn all_scores(inputs: &mut Inputs, at: &str, input: &AssessmentRecordInput) -> Option<Vec<Kept>> {
    let count = input.scores.len();
    inputs.must((1..=SCORES).contains(&count), at, || {
        format!("give one score an area, {SCORES} at most")
    });
    if SCORES < count {
        return None;
    }
    let form = (input.instrument, input.interval_months);
    let mut found = Vec::with_capacity(count);
    for (number, given) in input.scores.iter().enumerate() {
        let at = format!("{at}.{number}");
        let fits = areas(input.instrument).is_none_or(|areas| areas.contains(&given.area));
        inputs.must(fits, &format!("{at}.area"), || {
            "is not an area of this instrument".to_owned()
        });
        let earlier = input.scores.iter().take(number);
        let is_new = earlier.filter(|earlier| earlier.area == given.area).count() == 0;
        inputs.must(is_new, &format!("{at}.area"), || "is there twice".to_owned());
        found.push(scores::read(inputs, &at, form, given));
    }
    found.into_iter().collect()
}

/// Whether all five areas are at or above the expected level; for ASQ-3 alone.
fn good_level(instrument: Instrument, scores: &[Kept]) -> Option<bool> {
    if instrument != Instrument::Asq3 {
        return None;
    }
    asq::good_level(asq::AREAS.map(|area| {
        let of_area = scores.iter().find(|score| score.area == area);
        of_area.and_then(|score| score.band)
    }))
}

#[cfg(test)]
mod tests;

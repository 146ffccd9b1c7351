//! What the progress check must hold before it is handed in (EYFS): it says how the child gets on in each prime area, was
//! discussed with the parents, and has a targeted plan where one is due. Pure.

use chrono::{DateTime, Utc};
use entity::enums::{
    AreaJudgement, ConcernLevel, ConcernStatus, PrimeArea, ProgressCheckStatus, RuleCode, ValueSet,
};
use entity::ids::PractitionerId;
use entity::{concern, progress_check, progress_check_area};
use sea_orm::ActiveValue::Set;

use crate::problem::{Refusal, Result};

/// Whether a targeted plan is due: a concern about a possible delay in an area, or a significant concern that stands.
pub fn needs_plan(areas: &[progress_check_area::Model], concerns: &[concern::Model]) -> bool {
    let possible_delay = areas
        .iter()
        .any(|area| area.judgement == Some(AreaJudgement::ConcernPossibleDelay));
    let significant = concerns
        .iter()
        .any(|one| one.status == ConcernStatus::Open && one.level == ConcernLevel::Significant);
    possible_delay || significant
}

/// What is missing of one prime area, by the way to it.
fn missing_of(area: PrimeArea, row: Option<&progress_check_area::Model>) -> Vec<String> {
    let judgement = row.and_then(|row| row.judgement);
    let has =
        |text: fn(&progress_check_area::Model) -> &Option<String>| row.is_some_and(|row| text(row).is_some());
    let needs_support = judgement.is_some_and(|judgement| judgement != AreaJudgement::ProgressingWell);
    [
        (judgement.is_none(), "judgement"),
        (!has(|row| &row.strengths), "strengths"),
        (needs_support && !has(|row| &row.support_needed), "supportNeeded"),
        (!has(|row| &row.strategies_at_home), "strategiesAtHome"),
        (!has(|row| &row.strategies_in_setting), "strategiesInSetting"),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, field)| format!("areas.{}.{field}", area.as_str()))
    .collect()
}

/// Everything that is missing.
fn missing(
    row: &progress_check::Model,
    areas: &[progress_check_area::Model],
    concerns: &[concern::Model],
) -> Vec<String> {
    let of_areas = PrimeArea::ALL
        .iter()
        .flat_map(|area| missing_of(*area, areas.iter().find(|row| row.area == *area)));
    let plan = needs_plan(areas, concerns);
    let of_check = [
        (row.discussed_on.is_none(), "discussedWithParentsOn"),
        (plan && row.targeted_plan.is_none(), "targetedPlan"),
        (plan && row.targeted_plan_with.is_none(), "targetedPlanWith"),
        (
            plan && row.targeted_plan_review_by.is_none(),
            "targetedPlanReviewBy",
        ),
    ];
    let of_check = of_check
        .into_iter()
        .filter(|(is_missing, _)| *is_missing)
        .map(|(_, field)| field.to_owned());
    of_areas.chain(of_check).collect()
}

/// Hands it in.
pub fn submit(
    row: &progress_check::Model,
    (areas, concerns): (&[progress_check_area::Model], &[concern::Model]),
    (by, now): (PractitionerId, DateTime<Utc>),
) -> Result<progress_check::ActiveModel> {
    let missing = missing(row, areas, concerns);
    if !missing.is_empty() {
        return Err(Refusal::Rule {
            code: RuleCode::NotComplete,
            message: "the progress check is not complete: see what is missing".to_owned(),
            missing,
        }
        .into());
    }
    Ok(progress_check::ActiveModel {
        status: Set(ProgressCheckStatus::Submitted),
        submitted_at: Set(Some(now)),
        submitted_by_id: Set(Some(by)),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests;

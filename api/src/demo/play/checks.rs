//! The mutations of the progress check.

use chrono::{Days, NaiveDate};
use entity::enums::{PrimeArea, ValueSet};
use serde_json::{Value, json};

use super::case::{Case, Seen, review};
use super::wish::{Wish, edit};
use crate::demo::checks::{self, Area};
use crate::demo::stories::Act;
use crate::problem::{Problem, Result};

/// How long until a targeted plan is looked at again, in days.
const PLAN_DAYS: u64 = 42;

/// The mutation that an act on the progress check is; nothing for other acts.
pub fn wish(case: &Case, act: &Act, today: NaiveDate) -> Result<Option<Wish>> {
    let on_check = |mutation, input| Ok::<_, Problem>(edit(mutation, "progressCheck", check(case)?, input));
    Ok(Some(match act {
        Act::StartProgressCheck => Wish {
            mutation: "progressCheckStart",
            object: "progressCheck",
            arguments: vec![("review", "ReviewRef!".to_owned(), review(case)?.reference())],
        },
        Act::RecordProgressCheckArea { prime, area } => {
            on_check("progressCheckRecordArea", Some(of_area(*prime, area)))?
        }
        Act::RecordProgressCheck(seen) => on_check("progressCheckRecord", Some(of_child(seen, today)))?,
        Act::SubmitProgressCheck => on_check("progressCheckSubmit", None)?,
        _ => return Ok(None),
    }))
}

fn check(case: &Case) -> Result<&Seen> {
    let seen = case.check.as_ref();
    seen.ok_or_else(|| Problem::internal("the progress check has not been started yet"))
}

fn of_area(prime: PrimeArea, area: &Area) -> Value {
    let (aspect, observation) = area.aspect;
    json!({
        "area": prime.as_str(),
        "judgement": area.judgement.as_str(),
        "strengths": area.strengths,
        "supportNeeded": area.support,
        "strategiesAtHome": area.home,
        "strategiesInSetting": area.setting,
        "aspects": [{ "aspect": aspect.as_str(), "observation": observation }],
    })
}

fn of_child(seen: &checks::Seen, today: NaiveDate) -> Value {
    let review_by = today.checked_add_days(Days::new(PLAN_DAYS)).unwrap_or(today);
    json!({
        "childsVoice": seen.voice,
        "parentsView": seen.parents,
        "summary": seen.summary,
        "discussedWithParentsOn": today.to_string(),
        "targetedPlan": seen.plan.map(|(plan, _)| plan),
        "targetedPlanWith": seen.plan.map(|(_, with)| with),
        "targetedPlanReviewBy": seen.plan.map(|_| review_by.to_string()),
    })
}

//! What the progress check says of one prime area. Pure.

use entity::enums::{EyfsAspect, EyfsFramework};
use entity::ids::ProgressCheckId;
use entity::progress_check_area;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};

use super::{SECTION, nothing_new};
use crate::codes::{Inputs, eyfs};
use crate::domain::progress_check::input::{AspectObservationInput, ProgressCheckRecordAreaInput};
use crate::problem::Result;
use crate::store::changed;

/// The longest observation, in characters.
const OBSERVATION: usize = 2000;

/// What was observed of one aspect, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The aspect.
    pub aspect: EyfsAspect,
    /// What was observed.
    pub observation: String,
}

/// The observations of an area, as they are kept.
pub fn observed(row: &progress_check_area::Model) -> Vec<Observed> {
    serde_json::from_value(row.aspects.clone()).unwrap_or_default()
}

/// An area that nothing has been said of.
pub fn first(
    of: ProgressCheckId,
    input: &ProgressCheckRecordAreaInput,
) -> Result<progress_check_area::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut text = |field, given: &Option<String>| inputs.optional(field, given.as_deref(), SECTION);
    let row = progress_check_area::ActiveModel {
        progress_check_id: Set(of),
        area: Set(input.area),
        judgement: Set(input.judgement),
        strengths: Set(text("strengths", &input.strengths)),
        support_needed: Set(text("supportNeeded", &input.support_needed)),
        strategies_at_home: Set(text("strategiesAtHome", &input.strategies_at_home)),
        strategies_in_setting: Set(text("strategiesInSetting", &input.strategies_in_setting)),
        ..Default::default()
    };
    let (framework, aspects) = aspects(&mut inputs, input).unwrap_or((eyfs::CURRENT, Vec::new()));
    inputs.done()?;
    Ok(progress_check_area::ActiveModel {
        framework: Set(framework),
        aspects: Set(serde_json::to_value(aspects).unwrap_or_default()),
        ..row
    })
}

/// What is written of an area; what is absent stays.
pub fn again(
    row: &progress_check_area::Model,
    input: &ProgressCheckRecordAreaInput,
) -> Result<progress_check_area::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut text = |field, given: &Option<String>, old: &Option<String>| {
        let new = inputs.optional(field, given.as_deref(), SECTION);
        changed(new.or_else(|| old.clone()), old)
    };
    let change = progress_check_area::ActiveModel {
        judgement: changed(input.judgement.or(row.judgement), &row.judgement),
        strengths: text("strengths", &input.strengths, &row.strengths),
        support_needed: text("supportNeeded", &input.support_needed, &row.support_needed),
        strategies_at_home: text(
            "strategiesAtHome",
            &input.strategies_at_home,
            &row.strategies_at_home,
        ),
        strategies_in_setting: text(
            "strategiesInSetting",
            &input.strategies_in_setting,
            &row.strategies_in_setting,
        ),
        ..Default::default()
    };
    let (framework, aspects) = aspects(&mut inputs, input).unwrap_or_else(|| (row.framework, observed(row)));
    inputs.done()?;
    let change = progress_check_area::ActiveModel {
        framework: changed(framework, &row.framework),
        aspects: changed(serde_json::to_value(aspects).unwrap_or_default(), &row.aspects),
        ..change
    };
    if change.is_changed() {
        return Ok(change);
    }
    Err(nothing_new())
}

/// The aspects that are given and the version that has them; nothing where none are given.
fn aspects(
    inputs: &mut Inputs,
    input: &ProgressCheckRecordAreaInput,
) -> Option<(EyfsFramework, Vec<Observed>)> {
    let given = input.aspects.as_ref();
    inputs.must(given.is_some() || input.framework.is_none(), "framework", || {
        "is the version of the aspects: give them with it".to_owned()
    });
    let framework = input.framework.unwrap_or(eyfs::CURRENT);
    let known = eyfs::aspects(framework, input.area);
    let given = given?;
    inputs.must(given.len() <= known.len(), "aspects", || {
        format!("this area has {} aspects in this version", known.len())
    });
    let mut read = Vec::new();
    for (number, one) in given.iter().take(known.len()).enumerate() {
        read.push(aspect(inputs, (number, one), (known, &read)));
    }
    Some((framework, read))
}

fn aspect(
    inputs: &mut Inputs,
    (number, given): (usize, &AspectObservationInput),
    (known, earlier): (&[EyfsAspect], &[Observed]),
) -> Observed {
    let at = |field: &str| format!("aspects.{number}.{field}");
    inputs.must(known.contains(&given.aspect), &at("aspect"), || {
        "is not an aspect of this area in this version of the framework".to_owned()
    });
    let is_new = earlier.iter().all(|one| one.aspect != given.aspect);
    inputs.must(is_new, &at("aspect"), || "is there twice".to_owned());
    Observed {
        aspect: given.aspect,
        observation: inputs.text(&at("observation"), &given.observation, OBSERVATION),
    }
}

#[cfg(test)]
mod tests;

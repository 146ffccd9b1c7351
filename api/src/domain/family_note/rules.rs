//! How a family-sensitive note is written. Pure.

use entity::enums::{FamilyNoteTopic, Role, RuleCode};
use entity::family_note;
use entity::ids::{HealthReviewId, PractitionerId};
use sea_orm::ActiveValue::Set;

use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// Notes that a health half has at most.
pub const MOST: u64 = 50;
/// The longest note, in characters.
const NOTE: usize = 8000;

/// A new note; `known` counts those that are there.
pub fn record(
    of: HealthReviewId,
    (by, role): (PractitionerId, Role),
    (topic, text): (FamilyNoteTopic, &str),
    known: u64,
) -> Result<family_note::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, NOTE);
    inputs.done()?;
    if MOST <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} notes in a health half at most"),
        ));
    }
    Ok(family_note::ActiveModel {
        health_review_id: Set(of),
        topic: Set(topic),
        text: Set(text),
        recorded_by_id: Set(by),
        recorded_by_role: Set(role),
        ..Default::default()
    })
}

//! Who may raise what, how a concern is added to, and when its level moves. Pure.

use entity::enums::{ConcernLevel, ConcernStatus, Role, RuleCode, Sensitivity, Topic};
use entity::ids::{CarerId, ConcernId, PractitionerId};
use entity::{concern, concern_addition};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// Concerns that a review has at most.
pub const MOST: u64 = 100;
/// Additions that a concern has at most.
pub const MOST_ADDITIONS: u64 = 100;
/// The longest evidence or addition, in characters.
const EVIDENCE: usize = 8000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// Who speaks.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// In which role.
    pub role: Role,
    /// As which entry.
    pub entry: Entry,
}

/// The entry of whoever speaks.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// A practitioner of the directory.
    Practitioner(PractitionerId),
    /// The parent, as the carer of this child.
    Carer(CarerId),
}

impl Entry {
    fn uuid(self) -> Uuid {
        match self {
            Self::Practitioner(id) => id.0,
            Self::Carer(id) => id.0,
        }
    }
}

/// What is to be raised.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// Who may hear of it.
    pub sensitivity: Sensitivity,
    /// What was seen or heard.
    pub evidence: &'a str,
}

/// A new concern; `known` counts those that the author sees in the review.
pub fn raise(author: Author, wish: Wish<'_>, known: u64) -> Result<concern::ActiveModel> {
    let mut inputs = Inputs::default();
    let evidence = inputs.text("evidence", wish.evidence, EVIDENCE);
    let keeps_from_family = !matches!(author.role, Role::Parent | Role::GuestProfessional);
    let open = wish.sensitivity == Sensitivity::Standard;
    inputs.must(open || keeps_from_family, "sensitivity", || {
        "must be STANDARD: only practitioners who take part keep a concern among themselves".to_owned()
    });
    inputs.done()?;
    bounded(known, MOST, "concerns in a review")?;
    let (practitioner, carer) = match author.entry {
        Entry::Practitioner(id) => (Some(id), None),
        Entry::Carer(id) => (None, Some(id)),
    };
    Ok(concern::ActiveModel {
        topic: Set(wish.topic),
        level: Set(wish.level),
        original_level: Set(wish.level),
        sensitivity: Set(wish.sensitivity),
        evidence: Set(evidence),
        raised_by_practitioner_id: Set(practitioner),
        raised_by_carer_id: Set(carer),
        raised_by_role: Set(author.role),
        status: Set(ConcernStatus::Open),
        ..Default::default()
    })
}

/// An addition; `known` counts those that are there.
pub fn add(
    concern: ConcernId,
    author: Author,
    text: &str,
    level: Option<ConcernLevel>,
    known: u64,
) -> Result<concern_addition::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, EVIDENCE);
    inputs.done()?;
    bounded(known, MOST_ADDITIONS, "additions to a concern")?;
    Ok(concern_addition::ActiveModel {
        concern_id: Set(concern),
        text: Set(text),
        level: Set(level),
        added_by_id: Set(author.entry.uuid()),
        added_by_role: Set(author.role),
        ..Default::default()
    })
}

fn bounded(known: u64, most: u64, of_what: &str) -> Result<()> {
    if known < most {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::TooMany,
        format!("there are {most} {of_what} at most"),
    ))
}

/// The concern's change where an addition moves its present level. Whoever stands on the side that raised it may move it
/// either way; the others may only find it heavier: what one side raised, the other does not talk down.
pub fn weigh(
    row: &concern::Model,
    role: Role,
    level: Option<ConcernLevel>,
) -> Result<Option<concern::ActiveModel>> {
    let Some(level) = level.filter(|level| *level != row.level) else {
        return Ok(None);
    };
    let raised_by = row.raised_by_role;
    let own_side = match (raised_by.discipline(), role.discipline()) {
        (Some(theirs), Some(ours)) => theirs == ours,
        (None, Some(_)) => raised_by == Role::GuestProfessional,
        _ => raised_by == role,
    };
    if level < row.level && !own_side {
        return Err(Problem::rule(
            RuleCode::OtherDiscipline,
            "the other side raised this concern: add what you know and leave the level to them; a different view is \
             stated as a difference",
        ));
    }
    Ok(Some(concern::ActiveModel {
        level: Set(level),
        ..Default::default()
    }))
}

/// A concern is taken back, with a reason.
pub fn withdraw(reason: &str) -> Result<concern::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(concern::ActiveModel {
        status: Set(ConcernStatus::Withdrawn),
        withdrawn_reason: Set(Some(reason)),
        ..Default::default()
    })
}

pub mod settle;
#[cfg(test)]
mod tests;

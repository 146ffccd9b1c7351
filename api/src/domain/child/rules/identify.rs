//! How identifiers come and go. Pure.

use entity::enums::{IdentifierStatus, NhsNumberStatus};
use entity::{child, identifier};
use sea_orm::ActiveValue::{NotSet, Set};

use super::{identifier as read, nothing_to_change};
use crate::codes::{ExternalId, Inputs, NhsNumber};
use crate::domain::child::input::ChildIdentifyInput;
use crate::problem::{Problem, Result};

/// What is to be done with the identifiers of a child.
#[derive(Debug, Default)]
pub struct Identified {
    /// These are superseded.
    pub supersede: Vec<identifier::Model>,
    /// This one, superseded before, is in use again.
    pub restore: Option<identifier::Model>,
    /// This one is new.
    pub add: Option<ExternalId>,
    /// The change of the child's own row.
    pub change: child::ActiveModel,
}

/// Adds an identifier to those that the child has, or puts it in the place of those of its system.
pub fn identify(rows: &[identifier::Model], input: &ChildIdentifyInput) -> Result<Identified> {
    let mut inputs = Inputs::default();
    let given = read(&mut inputs, input);
    inputs.done()?;
    let given = given.ok_or_else(|| Problem::internal("an identifier neither read nor refused"))?;
    let is_nhs = given.system() == NhsNumber::SYSTEM;
    let same_system = || rows.iter().filter(|row| row.system == given.system());
    let known = same_system().find(|row| row.value == given.value());
    if known.is_some_and(|row| row.status == IdentifierStatus::Current) {
        return Err(nothing_to_change("the child already has this identifier"));
    }
    let others: Vec<identifier::Model> = same_system()
        .filter(|row| row.status == IdentifierStatus::Current)
        .cloned()
        .collect();
    if is_nhs && !others.is_empty() && !input.replaces {
        return Err(Problem::invalid(
            ["input", "replaces"],
            "the child has another NHS number: give true if this one takes its place",
        ));
    }
    let status = input.nhs_number_status.unwrap_or(NhsNumberStatus::NotTraced);
    Ok(Identified {
        supersede: if input.replaces { others } else { Vec::new() },
        restore: known.cloned(),
        add: known.is_none().then_some(given),
        change: child::ActiveModel {
            nhs_number_status: if is_nhs { Set(status) } else { NotSet },
            ..Default::default()
        },
    })
}

//! The rules of the directory. Pure.

pub mod organisation;
pub mod practitioner;
pub mod role;
#[cfg(test)]
mod tests;

use async_graphql::MaybeUndefined;
use entity::enums::{NotAllowedReason, Role, RuleCode};
use sea_orm::ActiveValue::{self, NotSet, Set};

use crate::codes::{Checked, Inputs};
use crate::problem::{Problem, Refusal, Responsible};

/// The roles that keep the directory: whoever else may change an entry changes the contact details alone.
fn keeps_the_directory(role: Role) -> bool {
    matches!(role, Role::AuthorityAdmin | Role::Integration)
}

/// Refused, because it belongs to these roles.
fn belongs_to(roles: &[Role], explanation: &str) -> Problem {
    Refusal::NotAllowed {
        reason: NotAllowedReason::RoleNotAllowed,
        responsible: Responsible {
            roles: roles.to_vec(),
            explanation: explanation.to_owned(),
            ..Default::default()
        },
    }
    .into()
}

/// Refused, because nothing was said.
fn nothing_said() -> Problem {
    Problem::rule(
        RuleCode::NothingToChange,
        "the input says nothing: give at least one field",
    )
}

/// What an edit makes of a column that may be empty: left out, it stays; null clears it.
fn edit<G, T>(
    inputs: &mut Inputs,
    field: &str,
    given: &MaybeUndefined<G>,
    read: impl FnOnce(&G) -> Checked<T>,
) -> ActiveValue<Option<T>>
where
    Option<T>: Into<sea_orm::Value>,
{
    match given {
        MaybeUndefined::Undefined => NotSet,
        MaybeUndefined::Null => Set(None),
        MaybeUndefined::Value(given) => Set(inputs.check(field, read(given))),
    }
}

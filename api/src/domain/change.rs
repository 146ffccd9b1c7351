//! Inputs with three states: a field that is left out stays as it is, null empties it, a value replaces it. Pure.

use async_graphql::MaybeUndefined;
use entity::enums::RuleCode;
use sea_orm::{ActiveModelTrait, ActiveValue};

use crate::codes::{Checked, Inputs};
use crate::problem::{Problem, Result};

/// Reads a field of three states: nothing, or what the column is to hold.
pub fn read<T>(
    inputs: &mut Inputs,
    field: &str,
    given: &MaybeUndefined<String>,
    parse: impl FnOnce(&str) -> Checked<T>,
) -> Option<Option<String>>
where
    T: Into<String>,
{
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => inputs.check(field, parse(text)).map(|code| Some(code.into())),
    }
}

/// Sets a column where the new value differs from the old one.
pub fn to<T: PartialEq + Into<sea_orm::Value>>(new: Option<T>, old: &T) -> ActiveValue<T> {
    match new {
        Some(new) if new != *old => ActiveValue::Set(new),
        _ => ActiveValue::NotSet,
    }
}

/// Refuses a change that changes nothing.
pub fn something<M: ActiveModelTrait>(change: M) -> Result<M> {
    if change.is_changed() {
        Ok(change)
    } else {
        Err(Problem::rule(
            RuleCode::NothingToChange,
            "nothing would change: the record already says all this",
        ))
    }
}

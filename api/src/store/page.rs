//! Keyset pages, once for every list.
//!
//! A cursor is the values of the order's columns at a row and the row's id. It is opaque to clients, and refused in a
//! list of another order.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::prelude::{ChronoDateTimeUtc, Date, Uuid};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ModelTrait, Value};

use crate::problem::{Problem, Result};

/// Rows a page has if nothing else is asked for.
pub const DEFAULT_ROWS: u64 = 20;
/// Rows a page has at most.
pub const MAX_ROWS: u64 = 100;

/// Which way an order runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A supported, indexed order: one column that is never null, then the id.
#[derive(Debug, Clone, Copy)]
pub struct Keyset<E: EntityTrait> {
    /// The order's name, part of its cursors.
    pub name: &'static str,
    /// The column.
    pub column: E::Column,
    /// The primary key.
    pub id: E::Column,
    /// Which way.
    pub direction: Direction,
}

/// Which page.
#[derive(Debug, Clone, Default)]
pub struct PageRequest {
    /// The first so many rows, at most 100.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// The last so many rows, at most 100.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Paged<T> {
    /// The rows, each with its cursor.
    pub rows: Vec<(String, T)>,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// Whether there are rows before these.
    pub has_previous: bool,
}

/// A page request that has been checked.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// How many rows.
    pub limit: u64,
    /// Whether the last so many are meant.
    pub backwards: bool,
    /// After this cursor.
    pub after: Option<String>,
    /// Before this cursor.
    pub before: Option<String>,
}

impl Bounds {
    /// Whether there are rows after and before the page; `more` says that it was cut at its far end.
    pub fn around(&self, more: bool) -> (bool, bool) {
        if self.backwards {
            (self.before.is_some(), more)
        } else {
            (more, self.after.is_some())
        }
    }
}

impl PageRequest {
    /// Checks it.
    pub fn bounds(&self) -> Result<Bounds> {
        let backwards = self.last.is_some();
        if self.first.is_some() && backwards {
            return Err(Problem::invalid(["first"], "give first or last, not both"));
        }
        let (name, asked) = if backwards {
            ("last", self.last)
        } else {
            ("first", self.first)
        };
        let limit = match asked.map(u64::try_from) {
            None => DEFAULT_ROWS,
            Some(Ok(rows)) if (1..=MAX_ROWS).contains(&rows) => rows,
            Some(_) => {
                return Err(Problem::invalid(
                    [name],
                    format!("must be between 1 and {MAX_ROWS}"),
                ));
            }
        };
        Ok(Bounds {
            limit,
            backwards,
            after: self.after.clone(),
            before: self.before.clone(),
        })
    }
}

/// What is said of a text that is no cursor of the list.
pub(super) fn no_cursor(argument: &'static str) -> Problem {
    Problem::invalid(
        [argument],
        "is not a cursor of this list in this order; take one from pageInfo",
    )
}

/// A cursor: the order's name, and the place in it.
pub(super) fn encode<const N: usize>(place: [&str; N]) -> Result<String> {
    let text = serde_json::to_string(place.as_slice()).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(text))
}

/// The place that a cursor of this order names.
pub(super) fn decode<const N: usize>(
    name: &str,
    cursor: &str,
    argument: &'static str,
) -> Result<[String; N]> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let mut place: Vec<String> = serde_json::from_slice(&bytes).ok()?;
        let rest = place.split_off(1.min(place.len()));
        (place.first()? == name).then_some(rest)?.try_into().ok()
    };
    read().ok_or_else(|| no_cursor(argument))
}

impl<E: EntityTrait> Keyset<E> {
    /// The cursor of a row.
    pub(super) fn cursor(&self, row: &E::Model) -> Result<String> {
        let value = match row.get(self.column) {
            Value::Uuid(Some(id)) => id.to_string(),
            Value::String(Some(text)) => text,
            Value::ChronoDate(Some(date)) => date.to_string(),
            Value::ChronoDateTimeUtc(Some(at)) => at.to_rfc3339(),
            Value::BigInt(Some(number)) => number.to_string(),
            other => return Err(Problem::internal(format!("{} orders by {other:?}", self.name))),
        };
        let id = match row.get(self.id) {
            Value::Uuid(Some(id)) => id.to_string(),
            Value::BigInt(Some(number)) => number.to_string(),
            other => return Err(Problem::internal(format!("{} has the key {other:?}", self.name))),
        };
        encode([self.name, &value, &id])
    }

    /// The rows beyond a cursor, in the order's own direction or against it.
    pub(super) fn beyond(&self, cursor: &str, argument: &'static str, forwards: bool) -> Result<Condition> {
        let bad = || no_cursor(argument);
        let [value, id] = decode(self.name, cursor, argument)?;
        let value = typed::<E>(self.column, &value).ok_or_else(bad)?;
        let id = typed::<E>(self.id, &id).ok_or_else(bad)?;
        let greater = forwards == (self.direction == Direction::Ascending);
        let past = |column: E::Column, value: Value| {
            if greater {
                column.gt(value)
            } else {
                column.lt(value)
            }
        };
        Ok(Condition::any()
            .add(past(self.column, value.clone()))
            .add(Condition::all().add(self.column.eq(value)).add(past(self.id, id))))
    }
}

/// The text of a cursor as a value of the column's type.
fn typed<E: EntityTrait>(column: E::Column, text: &str) -> Option<Value> {
    use sea_orm::sea_query::ColumnType as T;
    Some(match column.def().get_column_type() {
        T::Uuid => text.parse::<Uuid>().ok()?.into(),
        T::Date => text.parse::<Date>().ok()?.into(),
        T::TimestampWithTimeZone | T::Timestamp | T::DateTime => {
            text.parse::<ChronoDateTimeUtc>().ok()?.into()
        }
        T::BigInteger => text.parse::<i64>().ok()?.into(),
        _ => text.to_owned().into(),
    })
}

//! The scalars of the schema.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::{Serialize, Serializer};

/// As it stands in an answer: the same text as in a variable.
macro_rules! written {
    ($($scalar:ident, |$it:ident| $text:expr;)+) => {$(
        impl Serialize for $scalar {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $it = self;
                serializer.collect_str(&$text)
            }
        }
    )+};
}
written! {
    DateTime, |at| at.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    Date, |day| day.0;
    NhsNumber, |number| number.0.as_str();
}

/// A point in time: ISO 8601 with an offset, for example `2026-03-02T09:30:00Z`. Answers are in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime(pub chrono::DateTime<chrono::Utc>);

/// A point in time: ISO 8601 with an offset, for example `2026-03-02T09:30:00Z`. Answers are in UTC.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        chrono::DateTime::parse_from_rfc3339(text)
            .map(|at| Self(at.to_utc()))
            .map_err(|_| {
                InputValueError::custom("expected a point in time with its offset, like 2026-03-02T09:30:00Z")
            })
    }
    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

/// A day of the calendar: ISO 8601, for example `2026-03-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub chrono::NaiveDate);

/// A day of the calendar: ISO 8601, for example `2026-03-02`.
#[Scalar(
    name = "Date",
    specified_by_url = "https://scalars.graphql.org/andimarek/local-date"
)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let shape = text.len() == 10;
        chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|_| shape)
            .map(Self)
            .ok_or_else(|| InputValueError::custom("expected a day that exists, like 2026-03-02"))
    }
    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An NHS number: ten digits, checked by Modulus 11; the ten numbers of one repeated digit are refused. Spaces and
/// hyphens are ignored; answers have the digits only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NhsNumber(pub crate::codes::NhsNumber);

/// An NHS number: ten digits, checked by Modulus 11; the ten numbers of one repeated digit are refused. Spaces and
/// hyphens are ignored; answers have the digits only.
#[Scalar(name = "NhsNumber")]
impl ScalarType for NhsNumber {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        crate::codes::NhsNumber::parse(text)
            .map(Self)
            .map_err(|problem| InputValueError::custom(problem.message()))
    }
    fn to_value(&self) -> Value {
        Value::String(self.0.as_str().to_owned())
    }
}

/// A place in a list or in the change feed. Opaque: keep it and give it back, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cursor(pub String);

/// A place in a list or in the change feed. Opaque: keep it and give it back, nothing else.
#[Scalar(name = "Cursor")]
impl ScalarType for Cursor {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if text.len() <= 512 => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

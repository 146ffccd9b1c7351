//! What happens to early flags, as the journal keeps it: neither what they are about nor what was answered.

use entity::enums::{EarlyFlagStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

fn at(kind: &'static str, status: EarlyFlagStatus) -> Fact {
    Fact::new(kind, json!({ "status": status.as_str() }))
}

/// A flag was raised.
pub fn raised() -> Fact {
    at("earlyFlag.raised", EarlyFlagStatus::Raised)
}

/// A flag was answered.
pub fn answered() -> Fact {
    at("earlyFlag.answered", EarlyFlagStatus::Answered)
}

/// A flag was taken back.
pub fn withdrawn() -> Fact {
    at("earlyFlag.withdrawn", EarlyFlagStatus::Withdrawn)
}

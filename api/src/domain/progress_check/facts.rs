//! What happens to the progress check, as the journal keeps it: how far it is, never what it says.

use entity::enums::{PrimeArea, ProgressCheckStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

fn now(kind: &'static str, status: ProgressCheckStatus) -> Fact {
    Fact::new(kind, json!({ "status": status.as_str() }))
}

/// It was started.
pub fn started() -> Fact {
    now("progressCheck.started", ProgressCheckStatus::InProgress)
}

/// It was written in.
pub fn recorded() -> Fact {
    now("progressCheck.recorded", ProgressCheckStatus::InProgress)
}

/// What it says of one prime area was written.
pub fn area_recorded(area: PrimeArea) -> Fact {
    Fact::new("progressCheck.areaRecorded", json!({ "area": area.as_str() }))
}

/// A second setting said something for it.
pub fn contributed() -> Fact {
    Fact::new("progressCheck.contributed", json!({}))
}

/// It was handed in.
pub fn submitted() -> Fact {
    now("progressCheck.submitted", ProgressCheckStatus::Submitted)
}

/// An addition was made.
pub fn added() -> Fact {
    Fact::new("progressCheck.added", json!({}))
}

/// It was added to after it was handed in.
pub fn amended() -> Fact {
    now("progressCheck.amended", ProgressCheckStatus::Amended)
}

/// It was entered in error.
pub fn entered_in_error() -> Fact {
    now(
        "progressCheck.enteredInError",
        ProgressCheckStatus::EnteredInError,
    )
}

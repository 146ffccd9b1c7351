//! What happens to responsibilities, as the journal keeps it: steps, parties and states, never a reason.

use entity::enums::{ResponsibilityStatus, ValueSet};
use entity::ids::PractitionerId;
use entity::responsibility;
use serde_json::json;

use crate::store::Fact;

/// A responsibility came to another state; `kind` says by which act.
pub fn moved(kind: &'static str, row: &responsibility::Model, to: ResponsibilityStatus) -> Fact {
    Fact::new(
        kind,
        json!({
            "step": row.step.as_str(), "party": row.party.as_str(),
            "from": row.status.as_str(), "status": to.as_str(),
        }),
    )
}

/// A step without an act of its own was done.
pub fn completed(row: &responsibility::Model) -> Fact {
    Fact::new(
        "responsibility.done",
        json!({
            "step": row.step.as_str(), "party": row.party.as_str(),
            "status": ResponsibilityStatus::Done.as_str(), "by": "responsibilityComplete",
        }),
    )
}

/// Somebody in particular was named, or nobody any more.
pub fn reassigned(row: &responsibility::Model, to: Option<PractitionerId>) -> Fact {
    Fact::new(
        "responsibility.reassigned",
        json!({
            "step": row.step.as_str(), "party": row.party.as_str(),
            "practitioner": to.map(|id| id.to_string()),
        }),
    )
}

/// The review came to follow another protocol: the responsibility follows, or lapses.
pub fn replanned(row: &responsibility::Model, change: &responsibility::ActiveModel) -> Fact {
    let to = change.status.try_as_ref().copied().unwrap_or(row.status);
    moved("responsibility.replanned", row, to)
}

//! What happens to concerns, as the journal keeps it: neither what they are about nor how heavy they weigh, because the
//! journal has readers who may not read concerns.

use entity::enums::{ConcernStatus, Sensitivity, ValueSet};
use entity::ids::ConcernId;
use serde_json::json;

use crate::store::Fact;

/// A concern was raised.
pub fn raised(sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.raised",
        json!({ "status": ConcernStatus::Open.as_str(), "sensitivity": sensitivity.as_str() }),
    )
}

/// A concern was added to.
pub fn added(concern: ConcernId, sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.added",
        json!({ "concern": concern.to_string(), "sensitivity": sensitivity.as_str() }),
    )
}

/// The present level of a concern changed with an addition.
pub fn weighed(sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.levelChanged",
        json!({ "sensitivity": sensitivity.as_str() }),
    )
}

/// A concern was taken back.
pub fn withdrawn(sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.withdrawn",
        json!({ "status": ConcernStatus::Withdrawn.as_str(), "sensitivity": sensitivity.as_str() }),
    )
}

/// How a concern was settled was recorded; with what outcome, is for those who may read it.
pub fn outcome_recorded(concern: ConcernId) -> Fact {
    Fact::new(
        "concern.outcomeRecorded",
        json!({ "concern": concern.to_string() }),
    )
}

/// A concern was settled.
pub fn settled(sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.settled",
        json!({ "status": ConcernStatus::Settled.as_str(), "sensitivity": sensitivity.as_str() }),
    )
}

/// How a concern had been settled does not stand any more.
pub fn outcome_set_aside(concern: ConcernId) -> Fact {
    Fact::new(
        "concern.outcomeSetAside",
        json!({ "concern": concern.to_string() }),
    )
}

/// A concern was taken up again.
pub fn reopened(sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "concern.reopened",
        json!({ "status": ConcernStatus::Open.as_str(), "sensitivity": sensitivity.as_str() }),
    )
}

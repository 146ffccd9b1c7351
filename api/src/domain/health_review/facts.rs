//! What happens to the health half, as the journal keeps it: how far it is, never what it says.

use entity::enums::{HealthReviewStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

fn now(kind: &'static str, status: HealthReviewStatus) -> Fact {
    Fact::new(kind, json!({ "status": status.as_str() }))
}

/// It was started.
pub fn started() -> Fact {
    now("healthReview.started", HealthReviewStatus::InProgress)
}

/// It was delegated, or taken back.
pub fn delegated(is_delegated: bool) -> Fact {
    Fact::new("healthReview.delegated", json!({ "isDelegated": is_delegated }))
}

/// It was written in.
pub fn recorded() -> Fact {
    now("healthReview.recorded", HealthReviewStatus::InProgress)
}

/// It was handed in.
pub fn submitted() -> Fact {
    now("healthReview.submitted", HealthReviewStatus::Submitted)
}

/// It was added to or corrected after it was handed in.
pub fn amended() -> Fact {
    now("healthReview.amended", HealthReviewStatus::Amended)
}

/// An addition was made.
pub fn added() -> Fact {
    Fact::new("healthReview.added", json!({}))
}

/// It was entered in error.
pub fn entered_in_error() -> Fact {
    now("healthReview.enteredInError", HealthReviewStatus::EnteredInError)
}

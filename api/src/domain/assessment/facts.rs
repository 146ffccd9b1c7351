//! What happens to assessments, as the journal keeps it: neither the instrument nor what it said.

use entity::enums::{AssessmentStatus, ValueSet};
use entity::ids::AssessmentId;
use serde_json::json;

use crate::store::Fact;

/// An assessment was recorded.
pub fn recorded() -> Fact {
    Fact::new(
        "assessment.recorded",
        json!({ "status": AssessmentStatus::Current.as_str() }),
    )
}

/// A correction was recorded.
pub fn corrected(of: AssessmentId) -> Fact {
    Fact::new("assessment.recorded", json!({ "amends": of.to_string() }))
}

/// A correction took its place.
pub fn amended() -> Fact {
    Fact::new(
        "assessment.amended",
        json!({ "status": AssessmentStatus::Amended.as_str() }),
    )
}

/// The health half, already handed in, was amended with it.
pub fn half_amended() -> Fact {
    Fact::new("healthReview.amended", json!({ "status": "AMENDED" }))
}

//! What happens to carers, as the journal keeps it.

use entity::enums::{CarerRelationship, DirectoryStatus, ParentalResponsibility, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// A carer was added to a child.
pub fn added(relationship: CarerRelationship, responsibility: ParentalResponsibility) -> Fact {
    Fact::new(
        "carer.added",
        json!({
            "status": DirectoryStatus::Active.as_str(),
            "relationship": relationship.as_str(),
            "parentalResponsibility": responsibility.as_str(),
        }),
    )
}

/// An entry was changed; with the legal status afterwards, because sight of the record depends on it.
pub fn amended(responsibility: ParentalResponsibility) -> Fact {
    Fact::new(
        "carer.amended",
        json!({ "parentalResponsibility": responsibility.as_str() }),
    )
}

/// A carer was taken off the child.
pub fn deactivated() -> Fact {
    Fact::new(
        "carer.deactivated",
        json!({ "status": DirectoryStatus::Inactive.as_str() }),
    )
}

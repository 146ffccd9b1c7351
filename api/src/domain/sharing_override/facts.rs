//! What happens to overrides, as the journal keeps it.

use entity::enums::{LegalGateway, SharingCategory, SharingOverrideStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// One was asked for.
pub fn requested(category: SharingCategory, gateway: LegalGateway) -> Fact {
    Fact::new(
        "sharingOverride.requested",
        json!({
            "status": SharingOverrideStatus::Requested.as_str(), "category": category.as_str(),
            "gateway": gateway.as_str(),
        }),
    )
}

/// It was approved.
pub fn approved() -> Fact {
    Fact::new(
        "sharingOverride.approved",
        json!({ "status": SharingOverrideStatus::Approved.as_str() }),
    )
}

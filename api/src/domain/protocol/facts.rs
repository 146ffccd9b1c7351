//! What happens to protocols, as the journal keeps it.

use entity::enums::{DeliveryModel, GovernanceGroup, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// A version was drafted.
pub fn drafted(model: DeliveryModel) -> Fact {
    Fact::new(
        "protocol.drafted",
        json!({ "deliveryModel": model.as_str(), "status": "DRAFT" }),
    )
}

/// A draft was changed.
pub fn amended() -> Fact {
    Fact::new("protocol.amended", json!({ "status": "DRAFT" }))
}

/// A group has approved; `is_approved` says whether that was the second.
pub fn approved(group: GovernanceGroup, is_approved: bool) -> Fact {
    let status = if is_approved { "APPROVED" } else { "DRAFT" };
    Fact::new(
        "protocol.approved",
        json!({ "group": group.as_str(), "status": status }),
    )
}

/// A version has got an end, because the next one begins.
pub fn superseded() -> Fact {
    Fact::new("protocol.superseded", json!({}))
}

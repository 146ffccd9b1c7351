//! What happens to agreements, as the journal keeps it.

use entity::enums::{RecipientClass, SharingCategory, SharingMode, SharingStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// The parents' answer was recorded.
pub fn recorded(
    status: SharingStatus,
    (category, recipient, mode): (SharingCategory, RecipientClass, SharingMode),
) -> Fact {
    Fact::new(
        "sharingAgreement.recorded",
        json!({
            "status": status.as_str(), "category": category.as_str(), "recipient": recipient.as_str(),
            "mode": mode.as_str(),
        }),
    )
}

/// An agreement was withdrawn.
pub fn withdrawn() -> Fact {
    Fact::new(
        "sharingAgreement.withdrawn",
        json!({ "status": SharingStatus::Withdrawn.as_str() }),
    )
}

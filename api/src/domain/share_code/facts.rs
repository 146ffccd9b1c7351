//! What happens to share codes, as the journal keeps it: never the code, nor its hash.

use entity::enums::{ShareCodeStatus, SharingCategory, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// One was handed out.
pub fn issued(category: SharingCategory) -> Fact {
    Fact::new(
        "shareCode.issued",
        json!({ "status": ShareCodeStatus::Issued.as_str(), "category": category.as_str() }),
    )
}

/// It was used.
pub fn redeemed() -> Fact {
    Fact::new(
        "shareCode.redeemed",
        json!({ "status": ShareCodeStatus::Redeemed.as_str() }),
    )
}

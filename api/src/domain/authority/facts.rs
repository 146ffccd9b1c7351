//! What happens to the authority, as the journal keeps it.

use entity::enums::{DeliveryModel, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// The entry was changed; the changed fields are added by the store.
pub fn amended(model: Option<DeliveryModel>) -> Fact {
    Fact::new(
        "authority.amended",
        json!({ "defaultModel": model.map(ValueSet::as_str) }),
    )
}

//! What happens to topic maps, as the journal keeps it.

use serde_json::json;

use crate::store::Fact;

/// A version was set.
pub fn set(number: i32) -> Fact {
    Fact::new("topicMap.set", json!({ "number": number }))
}

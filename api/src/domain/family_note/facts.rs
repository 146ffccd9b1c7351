//! What happens to family-sensitive notes, as the journal keeps it: that one was written, not even about what.

use serde_json::json;

use crate::store::Fact;

/// A note was written.
pub fn recorded() -> Fact {
    Fact::new("familyNote.recorded", json!({}))
}

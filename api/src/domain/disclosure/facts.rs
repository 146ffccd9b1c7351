//! What was disclosed, as the journal keeps it. Readings across the professions stand in the access log instead.

use entity::enums::{LegalGateway, RecipientClass, SharingCategory, ValueSet};
use serde_json::json;

use crate::store::Fact;

fn about(
    kind: &'static str,
    (category, recipient, gateway): (SharingCategory, RecipientClass, LegalGateway),
) -> Fact {
    Fact::new(
        kind,
        json!({ "category": category.as_str(), "recipient": recipient.as_str(), "gateway": gateway.as_str() }),
    )
}

/// A release outside of the platform was recorded.
pub fn recorded(what: (SharingCategory, RecipientClass, LegalGateway)) -> Fact {
    about("disclosure.recorded", what)
}

/// It was decided not to disclose something.
pub fn declined(what: (SharingCategory, RecipientClass, LegalGateway)) -> Fact {
    about("disclosure.declined", what)
}

//! What happens to the parents' own accounts, as the journal keeps it: never what they say.

use entity::enums::{ParentViewChannel, ParentViewStatus, ValueSet};
use entity::ids::CarerId;
use serde_json::json;

use crate::store::Fact;

/// A carer was asked for their account.
pub fn asked(carer: Option<CarerId>) -> Fact {
    moved("parentView.asked", ParentViewStatus::Asked, carer)
}

/// A carer's account was recorded.
pub fn recorded(carer: Option<CarerId>, channel: Option<ParentViewChannel>) -> Fact {
    Fact::new(
        "parentView.recorded",
        json!({
            "status": ParentViewStatus::Given.as_str(), "carer": carer.map(|id| id.to_string()),
            "channel": channel.map(ValueSet::as_str),
        }),
    )
}

/// A carer's account was amended.
pub fn amended(carer: CarerId) -> Fact {
    moved("parentView.amended", ParentViewStatus::Given, Some(carer))
}

/// A carer does not want to give one.
pub fn declined(carer: Option<CarerId>) -> Fact {
    moved("parentView.declined", ParentViewStatus::Declined, carer)
}

/// A carer's account was taken back.
pub fn withdrawn(carer: CarerId) -> Fact {
    moved("parentView.withdrawn", ParentViewStatus::Withdrawn, Some(carer))
}

fn moved(kind: &'static str, to: ParentViewStatus, carer: Option<CarerId>) -> Fact {
    Fact::new(
        kind,
        json!({ "status": to.as_str(), "carer": carer.map(|id| id.to_string()) }),
    )
}

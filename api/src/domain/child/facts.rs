//! What happens to children, as the journal keeps it. Never where a child is placed: a restriction may come later, and
//! the journal is for ever.

use entity::enums::{ChildStatus, IdentifierStatus, Restriction, ValueSet};
use entity::ids::ReviewId;
use serde_json::json;

use crate::store::Fact;

/// A child was entered.
pub fn registered(restriction: Restriction) -> Fact {
    Fact::new(
        "child.registered",
        json!({ "status": ChildStatus::Active.as_str(), "restriction": restriction.as_str() }),
    )
}

/// Particulars were corrected.
pub fn amended() -> Fact {
    Fact::new("child.amended", json!({}))
}

/// An identifier was added, or put in the place of another.
pub fn identified(superseded: usize) -> Fact {
    Fact::new(
        "child.identified",
        json!({ "status": IdentifierStatus::Current.as_str(), "superseded": superseded }),
    )
}

/// Team, setting or named practitioners changed.
pub fn placed() -> Fact {
    Fact::new("child.placed", json!({}))
}

/// The protection of the child's whereabouts changed.
pub fn restricted(from: Restriction, to: Restriction) -> Fact {
    Fact::new(
        "child.restricted",
        json!({ "from": from.as_str(), "restriction": to.as_str() }),
    )
}

/// The child's status changed; `kind` says by which act.
pub fn moved(kind: &'static str, from: ChildStatus, to: ChildStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

/// An open review followed its child; `kind` says in what.
pub fn review_followed(kind: &'static str, review: ReviewId) -> Fact {
    Fact::new(kind, json!({ "review": review.to_string() }))
}

//! What happens to questions to guests, as the journal keeps it: neither the question nor the answer.

use chrono::{DateTime, Utc};
use entity::enums::{GuestContributionStatus, Sensitivity, ValueSet};
use entity::ids::PractitionerId;
use serde_json::json;

use crate::store::Fact;

/// A guest was asked.
pub fn asked(guest: PractitionerId, until: DateTime<Utc>, sensitivity: Sensitivity) -> Fact {
    Fact::new(
        "guestContribution.asked",
        json!({
            "status": GuestContributionStatus::Asked.as_str(), "practitioner": guest.to_string(),
            "expiresAt": until.to_rfc3339(), "sensitivity": sensitivity.as_str(),
        }),
    )
}

/// A guest has answered, or amended the answer.
pub fn contributed(from: GuestContributionStatus) -> Fact {
    moved(
        "guestContribution.contributed",
        from,
        GuestContributionStatus::Contributed,
    )
}

/// A guest does not answer.
pub fn declined(from: GuestContributionStatus) -> Fact {
    moved(
        "guestContribution.declined",
        from,
        GuestContributionStatus::Declined,
    )
}

/// A question was taken back.
pub fn revoked(from: GuestContributionStatus) -> Fact {
    moved(
        "guestContribution.revoked",
        from,
        GuestContributionStatus::Revoked,
    )
}

fn moved(kind: &'static str, from: GuestContributionStatus, to: GuestContributionStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

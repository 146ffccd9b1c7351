//! What happens to referrals, as the journal keeps it: ids and states, never what a referral says.

use entity::enums::{ReferralStatus, ValueSet};
use entity::ids::{ConcernId, OrganisationId};
use serde_json::json;

use crate::store::Fact;

/// A referral was drafted.
pub fn drafted(service: OrganisationId, concern: Option<ConcernId>) -> Fact {
    Fact::new(
        "referral.drafted",
        json!({
            "service": service.to_string(),
            "concern": concern.map(|concern| concern.to_string()),
            "status": ReferralStatus::Draft.as_str(),
        }),
    )
}

/// A referral moved to another state, or was changed in its own; `kind` says by which act.
pub fn moved(kind: &'static str, from: ReferralStatus, to: ReferralStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

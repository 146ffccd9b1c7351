//! What happens to referrals, as the journal keeps it: ids and states, never what a referral says.

use entity::concern;
use entity::enums::{ReferralStatus, Sensitivity, ValueSet};
use entity::ids::OrganisationId;
use serde_json::json;

use crate::store::Fact;

/// A referral was drafted. A concern that only practitioners know of is not named: systems read the journal, too.
pub fn drafted(service: OrganisationId, concern: Option<&concern::Model>) -> Fact {
    let open = concern.filter(|concern| concern.sensitivity == Sensitivity::Standard);
    Fact::new(
        "referral.drafted",
        json!({
            "service": service.to_string(),
            "concern": open.map(|concern| concern.id.to_string()),
            "status": ReferralStatus::Draft.as_str(),
        }),
    )
}

/// A referral moved to another state, or was changed in its own; `kind` says by which act.
pub fn moved(kind: &'static str, from: ReferralStatus, to: ReferralStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

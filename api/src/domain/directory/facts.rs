//! What happens in the directory, as the journal keeps it.

use entity::enums::{DirectoryStatus, OrganisationKind, Role, ValueSet};
use entity::ids::{OrganisationId, PractitionerId};
use entity::link_team;
use serde_json::json;

use crate::store::Fact;

/// An organisation was entered.
pub fn organisation_registered(kind: OrganisationKind) -> Fact {
    Fact::new(
        "organisation.registered",
        json!({ "kind": kind.as_str(), "status": DirectoryStatus::Active.as_str() }),
    )
}

/// An entry was changed; the changed fields are added by the store.
pub fn amended(kind: &'static str) -> Fact {
    Fact::new(kind, json!({}))
}

/// An entry was taken out of use, or back into it.
pub fn status(kind: &'static str, to: DirectoryStatus) -> Fact {
    Fact::new(kind, json!({ "status": to.as_str() }))
}

/// A setting has a health team to turn to.
pub fn link_assigned(setting: OrganisationId, link: &link_team::ActiveModel) -> Fact {
    let team = link.health_team_id.try_as_ref().map(ToString::to_string);
    let contact = link.contact_id.try_as_ref().copied().flatten();
    Fact::new(
        "linkTeam.assigned",
        json!({
            "setting": setting.to_string(),
            "healthTeam": team,
            "contact": contact.map(|id| id.to_string()),
        }),
    )
}

/// A practitioner or a system was entered.
pub fn practitioner_registered(is_system: bool) -> Fact {
    Fact::new(
        "practitioner.registered",
        json!({ "isSystem": is_system, "status": DirectoryStatus::Active.as_str() }),
    )
}

/// A role was given or has ended.
pub fn role(
    kind: &'static str,
    practitioner: PractitionerId,
    (role, organisation): (Role, Option<OrganisationId>),
    to: DirectoryStatus,
) -> Fact {
    Fact::new(
        kind,
        json!({
            "practitioner": practitioner.to_string(),
            "role": role.as_str(),
            "organisation": organisation.map(|id| id.to_string()),
            "status": to.as_str(),
        }),
    )
}

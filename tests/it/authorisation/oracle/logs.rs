//! Who sees what of the audit trail and the access log.

use entity::enums::{Relation, Restriction, Role};
use integrated_review::policy::relation::Who;
use integrated_review::policy::{Relations, Sight, lens};

use super::directory;

/// What somebody sees of a line of the audit trail.
pub fn trail(who: &Who) -> Option<Sight> {
    matches!(who.role, Role::CaldicottGuardian | Role::AuthorityAdmin).then(|| directory(who))
}

/// What somebody sees of a look at a child whose log they read: the same of every child.
pub fn access_log(who: &Who) -> Option<Sight> {
    let relation = match who.role {
        Role::CaldicottGuardian | Role::HealthServiceLead | Role::EarlyYearsServiceLead => {
            Relation::LeadOfAuthority
        }
        Role::Parent => Relation::ParentOf,
        _ => return None,
    };
    let relations = Relations::of(&[relation]);
    Some(lens::of_case(who.role, relations, Restriction::Unrestricted))
}

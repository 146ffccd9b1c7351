//! Who sees what of the audit trail, the access log and the journal.

use std::collections::HashMap;

use entity::enums::{Relation, Restriction, Role};
use entity::journal;
use integrated_review::policy::relation::Who;
use integrated_review::policy::{Relations, Sight, lens};
use integrated_review::store::journal::Position;
use tests::World;

use super::super::paths::capital;
use super::{Rows, directory};

/// Of each change, by its id: the type and the id of the record that it is about.
pub type Facts = HashMap<String, (String, String)>;

/// Every fact of both authorities.
pub async fn facts(world: &World) -> Facts {
    let rows = world.rows::<journal::Entity>().await;
    let fact = |row: journal::Model| {
        let kind = row.subject_type.split('_').map(capital).collect();
        let subject = entity::ids::join(&row.subject_type, row.subject_id);
        (Position::of(&row).id().to_string(), (kind, subject))
    };
    rows.into_iter().map(fact).collect()
}

impl Rows {
    /// A change exists for whom its record exists.
    pub(super) fn sight_of_change(&self, who: &Who, id: &str) -> Option<Sight> {
        let (kind, subject) = self.facts.get(id).expect("a fact of the journal");
        self.sight(who, kind, subject)
    }
}

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

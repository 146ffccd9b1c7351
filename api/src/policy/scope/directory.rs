//! The authority, its directory, and what an import keeps.

use entity::enums::{IdentifierStatus, Role};
use entity::ids::PractitionerId;
use entity::{
    authority, child_match, identifier, import_record, link_team, organisation, practitioner, protocol,
    role_assignment, topic_map,
};
use sea_orm::{ColumnTrait, Condition};

use super::{Scoped, nothing, of_authority};
use crate::clock::london_date;
use crate::policy::relation::Who;

impl Scoped for authority::Entity {
    fn visible_to(who: &Who) -> Condition {
        of_authority(authority::Column::Id, who)
    }
}

/// The directory is open to everybody in the authority; a parent sees it without contact details (see the lenses).
macro_rules! open_to_the_authority {
    ($($module:ident),+) => {$(
        impl Scoped for $module::Entity {
            fn visible_to(who: &Who) -> Condition {
                of_authority($module::Column::AuthorityId, who)
            }
        }
    )+};
}
open_to_the_authority!(
    organisation,
    link_team,
    practitioner,
    role_assignment,
    protocol,
    topic_map
);

/// An identifier that was replaced is known only to those who mend identities: after an adoption nobody else may come
/// from the old number to the new one (domain.md 5.5).
impl Scoped for identifier::Entity {
    fn visible_to(who: &Who) -> Condition {
        let visible = of_authority(identifier::Column::AuthorityId, who);
        match who.role {
            Role::Analyst | Role::GuestProfessional => nothing(),
            Role::AuthorityAdmin | Role::HealthServiceLead | Role::CaldicottGuardian | Role::Integration => {
                visible
            }
            _ => visible.add(identifier::Column::Status.eq(IdentifierStatus::Current)),
        }
    }
}

impl Scoped for child_match::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::AuthorityAdmin | Role::Integration => of_authority(child_match::Column::AuthorityId, who),
            _ => nothing(),
        }
    }
}

impl Scoped for import_record::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::AuthorityAdmin | Role::Integration => of_authority(import_record::Column::AuthorityId, who),
            _ => nothing(),
        }
    }
}

/// Those for whom somebody stands in today: away, with the caller as cover.
pub fn covered_by(who: &Who) -> Condition {
    use practitioner::Column as P;
    let today = london_date(who.now);
    of_authority(P::AuthorityId, who)
        .add(P::CoverId.eq(PractitionerId(who.actor)))
        .add(P::AwayFrom.lte(today))
        .add(P::AwayUntil.gte(today))
}

//! What the family says itself, and what a guest is asked.

use entity::enums::{GuestContributionStatus, Role, Sensitivity};
use entity::ids::PractitionerId;
use entity::{guest_contribution, parent_view, participant};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::case::{hides_sensitive, leads, no_case_content, reads_content};
use super::review::own_entry;
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::Sight;
use crate::policy::relation::Who;

/// Whoever reads what is said in the review. One parent reads another's account only where its author opened it to them.
impl Scoped for parent_view::Entity {
    fn visible_to(who: &Who) -> Condition {
        use parent_view::Column as C;
        if no_case_content(who.role) {
            return nothing();
        }
        let of_authority = of_authority(C::AuthorityId, who);
        if leads(who.role) {
            return of_authority;
        }
        let visible = of_authority.add(reads_content(who, C::ReviewId));
        if who.role != Role::Parent {
            return visible;
        }
        let own = C::CarerId.is_in(who.actors.iter().copied());
        visible.add(Condition::any().add(own).add(C::OpenToOtherParents.eq(true)))
    }
}

/// The same rule for a row in memory.
pub fn parent_view_shown(who: &Who, _: Sight, row: &parent_view::Model) -> bool {
    who.role != Role::Parent || who.is(row.carer_id.0) || row.open_to_other_parents
}

/// Whoever reads the concerns of the review; the parents and systems not where it is for practitioners; the guest their
/// own, for as long as they have a place in the review and the question is open.
impl Scoped for guest_contribution::Entity {
    fn visible_to(who: &Who) -> Condition {
        use guest_contribution::Column as C;
        let of_authority = of_authority(C::AuthorityId, who);
        if who.role == Role::GuestProfessional {
            let own = own_entry(who).map(|own| participant::Entity::find().filter(own));
            let own = own.map(|own| exists(own, participant::Column::Id, C::ParticipantId));
            return of_authority
                .add(C::PractitionerId.eq(PractitionerId(who.actor)))
                .add(C::ExpiresAt.gt(who.now))
                .add(C::Status.ne(GuestContributionStatus::Revoked))
                .add_option(own);
        }
        if no_case_content(who.role) {
            return nothing();
        }
        let mut visible = of_authority;
        if !leads(who.role) {
            visible = visible.add(reads_content(who, C::ReviewId));
        }
        if hides_sensitive(who.role) {
            visible = visible.add(C::Sensitivity.eq(Sensitivity::Standard));
        }
        visible
    }
}

/// The same rule for a row in memory.
pub fn guest_contribution_shown(who: &Who, _: Sight, row: &guest_contribution::Model) -> bool {
    row.sensitivity == Sensitivity::Standard || !hides_sensitive(who.role)
}

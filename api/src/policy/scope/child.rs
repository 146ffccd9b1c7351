//! Children and their carers.

use entity::enums::{Lens, ParticipantStatus, Restriction, Role};
use entity::ids::PractitionerId;
use entity::{carer, child, review};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::early_flag::flagged;
use super::review::{ACCEPTED, PLACE, takes_part};
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::relation::Who;

impl Scoped for child::Entity {
    fn visible_to(who: &Who) -> Condition {
        use child::Column as C;
        let of_authority = of_authority(C::AuthorityId, who);
        let in_known_review = || {
            let known = review::Entity::find().filter(review::Entity::visible_to(who));
            exists(known, review::Column::ChildId, C::Id)
        };
        match who.role {
            Role::HealthServiceLead
            | Role::EarlyYearsServiceLead
            | Role::AuthorityAdmin
            | Role::CaldicottGuardian
            | Role::Integration => of_authority,
            Role::Analyst => nothing(),
            Role::Parent => of_authority.add(C::Id.is_in(who.children.iter().copied())),
            Role::AreaSenco | Role::GuestProfessional => of_authority.add(in_known_review()),
            _ => {
                let mine = named(who)
                    .add_option(team(who))
                    .add_option(flagged(who))
                    .add(in_known_review());
                of_authority.add(mine)
            }
        }
    }
}

/// The children on whom a class of data is open to the caller, as the lenses have it: what somebody may not read, they
/// may not search or sort by either.
pub fn children_open(who: &Who, lens: Lens) -> Condition {
    use child::Column as C;
    let free = C::Restriction.eq(Restriction::Unrestricted);
    let located = |open: Condition| match lens {
        Lens::Location => open.add(free.clone()),
        _ => open,
    };
    match who.role {
        Role::HealthServiceLead
        | Role::EarlyYearsServiceLead
        | Role::AuthorityAdmin
        | Role::Integration
        | Role::Parent => located(Condition::all()),
        Role::Analyst => nothing(),
        Role::CaldicottGuardian | Role::GuestProfessional if lens != Lens::Identity => nothing(),
        Role::CaldicottGuardian => Condition::all(),
        Role::AreaSenco if lens == Lens::Identity => Condition::all(),
        _ => {
            let places = if lens == Lens::Identity { PLACE } else { ACCEPTED };
            let mut working = Condition::any();
            if !matches!(who.role, Role::AreaSenco | Role::GuestProfessional) {
                working = working.add(named(who)).add_option(team(who));
            }
            if matches!(lens, Lens::Identity | Lens::Location) {
                working = working.add_option(flagged(who));
            }
            let working = working.add(takes_part_for(who, places, C::Id));
            located(Condition::all().add(working))
        }
    }
}

/// Whether the caller has a place in a review of the child that `child` names.
fn takes_part_for(who: &Who, statuses: &[ParticipantStatus], child: impl ColumnTrait) -> SimpleExpr {
    let theirs = review::Entity::find().filter(takes_part(who, statuses, review::Column::Id));
    exists(theirs, review::Column::ChildId, child)
}

/// The children whose named health visitor or key person the caller is.
pub(super) fn named(who: &Who) -> Condition {
    Condition::any()
        .add(child::Column::NamedHealthVisitorId.eq(PractitionerId(who.actor)))
        .add(child::Column::KeyPersonId.eq(PractitionerId(who.actor)))
}

/// The children of the caller's organisation, but for the very restricted.
pub(super) fn team(who: &Who) -> Option<Condition> {
    let organisation = who.organisation?;
    let placed = Condition::any()
        .add(child::Column::HealthTeamId.eq(organisation))
        .add(child::Column::SettingId.eq(organisation));
    Some(
        Condition::all()
            .add(child::Column::Restriction.ne(Restriction::VeryRestricted))
            .add(placed),
    )
}

impl Scoped for carer::Entity {
    fn visible_to(who: &Who) -> Condition {
        let known = child::Entity::find().filter(child::Entity::visible_to(who));
        let known = exists(known, child::Column::Id, carer::Column::ChildId);
        let visible = of_authority(carer::Column::AuthorityId, who).add(known);
        match who.role {
            Role::GuestProfessional => nothing(),
            Role::AreaSenco => visible.add(takes_part_for(who, ACCEPTED, carer::Column::ChildId)),
            Role::Parent => visible.add(carer::Column::Id.is_in(who.actors.iter().copied())),
            _ => visible,
        }
    }
}

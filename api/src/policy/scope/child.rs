//! Children and their carers.

use entity::enums::{Lens, Restriction, Role};
use entity::ids::PractitionerId;
use entity::{carer, child, review};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::review::{ACCEPTED, PLACE, takes_part};
use super::{Scoped, nothing, of_authority};
use crate::policy::relation::Who;

impl Scoped for child::Entity {
    fn visible_to(who: &Who) -> Condition {
        use child::Column as C;
        let of_authority = of_authority(C::AuthorityId, who);
        let reviews = review::Entity::find()
            .select_only()
            .column(review::Column::ChildId)
            .filter(review::Entity::visible_to(who))
            .into_query();
        match who.role {
            Role::HealthServiceLead
            | Role::EarlyYearsServiceLead
            | Role::AuthorityAdmin
            | Role::CaldicottGuardian
            | Role::Integration => of_authority,
            Role::Analyst => nothing(),
            Role::Parent => of_authority.add(C::Id.is_in(who.children.iter().copied())),
            Role::AreaSenco | Role::GuestProfessional => of_authority.add(C::Id.in_subquery(reviews)),
            _ => {
                let mine = named(who).add(C::Id.in_subquery(reviews)).add_option(team(who));
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
            let mut working = Condition::any().add(C::Id.in_subquery(children_of(takes_part(who, places))));
            if !matches!(who.role, Role::AreaSenco | Role::GuestProfessional) {
                working = working.add(named(who)).add_option(team(who));
            }
            located(Condition::all().add(working))
        }
    }
}

/// The children of these reviews.
fn children_of(reviews: SelectStatement) -> SelectStatement {
    review::Entity::find()
        .select_only()
        .column(review::Column::ChildId)
        .filter(review::Column::Id.in_subquery(reviews))
        .into_query()
}

/// The children whose named health visitor or key person the caller is.
pub(super) fn named(who: &Who) -> Condition {
    Condition::any()
        .add(child::Column::NamedHealthVisitorId.eq(PractitionerId(who.actor)))
        .add(child::Column::KeyPersonId.eq(PractitionerId(who.actor)))
}

/// The children of the caller's organisation, but for the very restricted.
fn team(who: &Who) -> Option<Condition> {
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
        let children = child::Entity::find()
            .select_only()
            .column(child::Column::Id)
            .filter(child::Entity::visible_to(who))
            .into_query();
        let visible =
            of_authority(carer::Column::AuthorityId, who).add(carer::Column::ChildId.in_subquery(children));
        match who.role {
            Role::GuestProfessional => nothing(),
            Role::AreaSenco => {
                visible.add(carer::Column::ChildId.in_subquery(children_of(takes_part(who, ACCEPTED))))
            }
            Role::Parent => visible.add(carer::Column::Id.is_in(who.actors.iter().copied())),
            _ => visible,
        }
    }
}

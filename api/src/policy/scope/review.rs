//! Reviews, and who takes part in them.

use entity::enums::{ParticipantStatus, Restriction, Role};
use entity::ids::PractitionerId;
use entity::{child, participant, review};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::child::named;
use super::{Scoped, nothing, of_authority};
use crate::policy::relation::Who;

/// The reviews in which the caller has a place; `statuses` says which answers count.
pub(super) fn takes_part(who: &Who, statuses: &[ParticipantStatus]) -> SelectStatement {
    let mut parties = participant::Entity::find()
        .select_only()
        .column(participant::Column::ReviewId)
        .filter(participant::Column::PractitionerId.eq(PractitionerId(who.actor)))
        .filter(participant::Column::Status.is_in(statuses.iter().copied()));
    if who.role == Role::GuestProfessional {
        parties = parties.filter(participant::Column::ExpiresAt.gt(who.now));
    }
    parties.into_query()
}

pub(super) const PLACE: &[ParticipantStatus] = &[
    ParticipantStatus::Invited,
    ParticipantStatus::Accepted,
    ParticipantStatus::Apologies,
    ParticipantStatus::Attended,
];
pub(super) const ACCEPTED: &[ParticipantStatus] = &[
    ParticipantStatus::Accepted,
    ParticipantStatus::Apologies,
    ParticipantStatus::Attended,
];

fn reviews(who: &Who, statuses: &[ParticipantStatus]) -> Condition {
    use review::Column as C;
    let of_authority = Condition::all().add(C::AuthorityId.eq(who.authority));
    let named = child::Entity::find()
        .select_only()
        .column(child::Column::Id)
        .filter(named(who))
        .into_query();
    match who.role {
        Role::HealthServiceLead
        | Role::EarlyYearsServiceLead
        | Role::AuthorityAdmin
        | Role::CaldicottGuardian
        | Role::Integration => of_authority,
        Role::AreaSenco => of_authority.add(
            Condition::any()
                .add(
                    Condition::all()
                        .add(C::SettingId.is_not_null())
                        .add(C::Restriction.ne(Restriction::VeryRestricted)),
                )
                .add(C::Id.in_subquery(takes_part(who, statuses))),
        ),
        Role::HealthVisitor
        | Role::CommunityNurseryNurse
        | Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco => {
            let mut mine = Condition::any()
                .add(C::Id.in_subquery(takes_part(who, statuses)))
                .add(C::ChildId.in_subquery(named));
            if let Some(organisation) = who.organisation {
                mine = mine.add(
                    Condition::all()
                        .add(C::Restriction.ne(Restriction::VeryRestricted))
                        .add(
                            Condition::any()
                                .add(C::HealthTeamId.eq(organisation))
                                .add(C::SettingId.eq(organisation)),
                        ),
                );
            }
            of_authority.add(mine)
        }
        Role::GuestProfessional => of_authority.add(C::Id.in_subquery(takes_part(who, statuses))),
        Role::Parent => of_authority.add(C::ChildId.is_in(who.children.iter().copied())),
        Role::Analyst => nothing(),
    }
}

/// The reviews on whom it is open to the caller where the child is, as the lenses have it: what somebody may not read, they
/// may not search by either.
pub fn reviews_located(who: &Who) -> Condition {
    use review::Column as C;
    let open = match who.role {
        Role::CaldicottGuardian | Role::GuestProfessional | Role::Analyst => nothing(),
        Role::AreaSenco => Condition::all().add(C::Id.in_subquery(takes_part(who, ACCEPTED))),
        _ => reviews(who, ACCEPTED),
    };
    open.add(C::Restriction.eq(Restriction::Unrestricted))
}

/// The ids of the reviews whose content is open to the caller: an unanswered invitation does not count.
pub(super) fn open_reviews(who: &Who) -> SelectStatement {
    review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(reviews(who, ACCEPTED))
        .into_query()
}

impl Scoped for review::Entity {
    fn visible_to(who: &Who) -> Condition {
        reviews(who, PLACE)
    }
}

impl Scoped for participant::Entity {
    fn visible_to(who: &Who) -> Condition {
        let ids = review::Entity::find()
            .select_only()
            .column(review::Column::Id)
            .filter(review::Entity::visible_to(who))
            .into_query();
        let visible = Condition::any().add(participant::Column::ReviewId.in_subquery(ids));
        of_authority(participant::Column::AuthorityId, who).add(match own_entry(who) {
            Some(own) => visible.add(own),
            None => visible,
        })
    }
}

/// A practitioner's own entry among the parties: it stays in sight when they have declined, so that they may change
/// their mind; not when they were removed, and a guest's not beyond its time.
fn own_entry(who: &Who) -> Option<Condition> {
    use participant::Column as C;
    let own = Condition::all()
        .add(C::PractitionerId.eq(PractitionerId(who.actor)))
        .add(C::Status.ne(ParticipantStatus::Removed));
    match who.role {
        Role::HealthVisitor
        | Role::CommunityNurseryNurse
        | Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco
        | Role::AreaSenco => Some(own),
        Role::GuestProfessional => Some(own.add(C::ExpiresAt.gt(who.now))),
        _ => None,
    }
}

//! Reviews, and who takes part in them.

use entity::enums::{ParticipantStatus, Restriction, ReviewStep, Role, SharingCategory};
use entity::ids::PractitionerId;
use entity::{child, participant, responsibility, review};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::child::named;
use super::sharing::no_secret;
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::relation::Who;

/// Whether the caller has a place in the review that `review` names; `statuses` says which answers count.
pub(super) fn takes_part(who: &Who, statuses: &[ParticipantStatus], review: impl ColumnTrait) -> SimpleExpr {
    use participant::Column as C;
    let mut parties = participant::Entity::find()
        .filter(C::PractitionerId.eq(PractitionerId(who.actor)))
        .filter(C::Status.is_in(statuses.iter().copied()));
    if who.role == Role::GuestProfessional {
        parties = parties.filter(C::ExpiresAt.gt(who.now));
    }
    exists(parties, C::ReviewId, review)
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
                .add(takes_part(who, statuses, C::Id)),
        ),
        Role::HealthVisitor
        | Role::CommunityNurseryNurse
        | Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco => {
            let team = who.organisation.map(|organisation| {
                let placed = Condition::any()
                    .add(C::HealthTeamId.eq(organisation))
                    .add(C::SettingId.eq(organisation));
                Condition::all()
                    .add(C::Restriction.ne(Restriction::VeryRestricted))
                    .add(placed)
            });
            let named = child::Entity::find().filter(named(who));
            let mine = Condition::any()
                .add_option(team)
                .add(takes_part(who, statuses, C::Id))
                .add(exists(named, child::Column::Id, C::ChildId));
            of_authority.add(mine)
        }
        Role::GuestProfessional => of_authority.add(takes_part(who, statuses, C::Id)),
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
        Role::AreaSenco => Condition::all().add(takes_part(who, ACCEPTED, C::Id)),
        _ => reviews(who, ACCEPTED),
    };
    open.add(C::Restriction.eq(Restriction::Unrestricted))
}

/// Whether the content of the review that `review` names is open to the caller: an unanswered invitation does not count.
pub(super) fn in_open_review(who: &Who, review: impl ColumnTrait) -> SimpleExpr {
    let open = review::Entity::find().filter(reviews(who, ACCEPTED));
    exists(open, review::Column::Id, review)
}

impl Scoped for review::Entity {
    fn visible_to(who: &Who) -> Condition {
        reviews(who, PLACE)
    }
}

impl Scoped for participant::Entity {
    fn visible_to(who: &Who) -> Condition {
        let known = review::Entity::find().filter(review::Entity::visible_to(who));
        let known = exists(known, review::Column::Id, participant::Column::ReviewId);
        let visible = Condition::any().add(known);
        of_authority(participant::Column::AuthorityId, who).add(match own_entry(who) {
            Some(own) => visible.add(own),
            None => visible,
        })
    }
}

/// Who does what next is for everybody who knows of the review; but a step that is done with a half tells of it, so it is as
/// secret as the half.
impl Scoped for responsibility::Entity {
    fn visible_to(who: &Who) -> Condition {
        use responsibility::Column as C;
        let known = review::Entity::find().filter(review::Entity::visible_to(who));
        let known = exists(known, review::Column::Id, responsibility::Column::ReviewId);
        let told = |category, steps: &[ReviewStep]| {
            let no_secret = no_secret(who, category, C::ReviewId)?;
            let other = C::Step.is_not_in(steps.iter().copied());
            Some(Condition::any().add(other).add(no_secret))
        };
        let health = told(
            SharingCategory::HealthDevelopment,
            &[ReviewStep::CompleteHealthReview],
        );
        let early_years = told(
            SharingCategory::EarlyYearsDevelopment,
            &[ReviewStep::CompleteProgressCheck, ReviewStep::ShareProgressCheck],
        );
        of_authority(C::AuthorityId, who)
            .add(known)
            .add_option(health)
            .add_option(early_years)
    }
}

/// A practitioner's own entry among the parties: it stays in sight when they have declined, so that they may change
/// their mind; not when they were removed, and a guest's not beyond its time.
pub(super) fn own_entry(who: &Who) -> Option<Condition> {
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

//! What is said about a child in a review: concerns and referrals.

use entity::enums::{ReferralStatus, Role, Sensitivity};
use entity::ids::PractitionerId;
use entity::{concern, concern_addition, concern_settlement, referral};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::review::{ACCEPTED, in_open_review, takes_part};
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::Sight;
use crate::policy::relation::Who;

impl Scoped for concern::Entity {
    fn visible_to(who: &Who) -> Condition {
        let mut visible = of_authority(concern::Column::AuthorityId, who);
        if who.role == Role::GuestProfessional {
            return visible
                .add(concern::Column::RaisedByPractitionerId.eq(PractitionerId(who.actor)))
                .add(takes_part(who, ACCEPTED, concern::Column::ReviewId));
        }
        if no_case_content(who.role) {
            return nothing();
        }
        if !leads(who.role) {
            visible = visible.add(reads_content(who, concern::Column::ReviewId));
        }
        if hides_sensitive(who.role) {
            visible = visible.add(concern::Column::Sensitivity.eq(Sensitivity::Standard));
        }
        visible
    }
}

/// The roles from whom a sensitive concern is hidden, as if it did not exist.
pub(super) fn hides_sensitive(role: Role) -> bool {
    matches!(role, Role::Parent | Role::Integration)
}

/// The same rule for a row in memory.
pub fn concern_shown(who: &Who, _: Sight, row: &concern::Model) -> bool {
    row.sensitivity == Sensitivity::Standard || !hides_sensitive(who.role)
}

impl Scoped for concern_addition::Entity {
    fn visible_to(who: &Who) -> Condition {
        use concern_addition::Column as C;
        let known = concern::Entity::find().filter(concern::Entity::visible_to(who));
        of_authority(C::AuthorityId, who).add(exists(known, concern::Column::Id, C::ConcernId))
    }
}

/// What became of a concern is known with it; but the family does not learn what practitioners keep among themselves.
impl Scoped for concern_settlement::Entity {
    fn visible_to(who: &Who) -> Condition {
        use concern_settlement::Column as C;
        let known = concern::Entity::find().filter(concern::Entity::visible_to(who));
        of_authority(C::AuthorityId, who)
            .add(exists(known, concern::Column::Id, C::ConcernId))
            .add_option(hides_sensitive(who.role).then(|| C::Sensitivity.eq(Sensitivity::Standard)))
    }
}

/// The same rule for a row in memory, whose concern is shown.
pub fn settlement_shown(who: &Who, _: Sight, row: &concern_settlement::Model) -> bool {
    row.sensitivity == Sensitivity::Standard || !hides_sensitive(who.role)
}

/// Of the concerns that the caller sees, those of which they read that they are settled so. A guest does not read it.
pub fn concerns_settled(who: &Who, so: Condition) -> Condition {
    use concern_settlement::Column as C;
    if who.role == Role::GuestProfessional {
        return nothing();
    }
    let hides = hides_sensitive(who.role);
    let settled = concern_settlement::Entity::find()
        .filter(C::ReopenedAt.is_null())
        .filter(so)
        .filter(Condition::all().add_option(hides.then(|| C::Sensitivity.eq(Sensitivity::Standard))));
    Condition::all().add(exists(settled, C::ConcernId, concern::Column::Id))
}

impl Scoped for referral::Entity {
    fn visible_to(who: &Who) -> Condition {
        if no_case_content(who.role) {
            return nothing();
        }
        let visible = of_authority(referral::Column::AuthorityId, who);
        if leads(who.role) {
            return visible;
        }
        let visible = visible.add(reads_content(who, referral::Column::ReviewId));
        if who.role != Role::Parent {
            return visible;
        }
        visible
            .add(referral::Column::ProposedOn.is_not_null())
            .add(referral::Column::Status.ne(ReferralStatus::EnteredInError))
    }
}

/// The same rule for a row in memory: a referral exists for the parents once it has been put to them, and not if it was
/// entered in error (it may be another child's).
pub fn referral_shown(who: &Who, _: Sight, row: &referral::Model) -> bool {
    who.role != Role::Parent || (row.proposed_on.is_some() && row.status != ReferralStatus::EnteredInError)
}

/// Whether the caller reads the concerns and referrals of the review that `review` names. The area SENCO only where
/// they take part.
pub(super) fn reads_content(who: &Who, review: impl ColumnTrait) -> SimpleExpr {
    match who.role {
        Role::AreaSenco => takes_part(who, ACCEPTED, review),
        _ => in_open_review(who, review),
    }
}

pub(super) fn leads(role: Role) -> bool {
    matches!(
        role,
        Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::Integration
    )
}

/// The roles that never read what a concern or a referral says.
pub(super) fn no_case_content(role: Role) -> bool {
    matches!(
        role,
        Role::AuthorityAdmin | Role::CaldicottGuardian | Role::GuestProfessional | Role::Analyst
    )
}

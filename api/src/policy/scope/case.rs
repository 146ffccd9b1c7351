//! What is said about a child in a review: concerns and referrals.

use entity::enums::{ReferralStatus, Role, Sensitivity};
use entity::ids::PractitionerId;
use entity::{concern, concern_addition, referral};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::review::{ACCEPTED, open_reviews, takes_part};
use super::{Scoped, nothing, of_authority};
use crate::policy::Sight;
use crate::policy::relation::Who;

impl Scoped for concern::Entity {
    fn visible_to(who: &Who) -> Condition {
        let mut visible = of_authority(concern::Column::AuthorityId, who);
        if who.role == Role::GuestProfessional {
            return visible
                .add(concern::Column::RaisedByPractitionerId.eq(PractitionerId(who.actor)))
                .add(concern::Column::ReviewId.in_subquery(takes_part(who, ACCEPTED)));
        }
        if no_case_content(who.role) {
            return nothing();
        }
        if !leads(who.role) {
            visible = visible.add(concern::Column::ReviewId.in_subquery(content_reviews(who)));
        }
        if hides_sensitive(who.role) {
            visible = visible.add(concern::Column::Sensitivity.eq(Sensitivity::Standard));
        }
        visible
    }
}

/// The roles from whom a sensitive concern is hidden, as if it did not exist.
fn hides_sensitive(role: Role) -> bool {
    matches!(role, Role::Parent | Role::Integration)
}

/// The same rule for a row in memory.
pub fn concern_shown(who: &Who, _: Sight, row: &concern::Model) -> bool {
    row.sensitivity == Sensitivity::Standard || !hides_sensitive(who.role)
}

impl Scoped for concern_addition::Entity {
    fn visible_to(who: &Who) -> Condition {
        let concerns = concern::Entity::find()
            .select_only()
            .column(concern::Column::Id)
            .filter(concern::Entity::visible_to(who))
            .into_query();
        of_authority(concern_addition::Column::AuthorityId, who)
            .add(concern_addition::Column::ConcernId.in_subquery(concerns))
    }
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
        let visible = visible.add(referral::Column::ReviewId.in_subquery(content_reviews(who)));
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

/// The reviews whose concerns and referrals the caller reads. The area SENCO only where they take part.
fn content_reviews(who: &Who) -> SelectStatement {
    match who.role {
        Role::AreaSenco => takes_part(who, ACCEPTED),
        _ => open_reviews(who),
    }
}

fn leads(role: Role) -> bool {
    matches!(
        role,
        Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::Integration
    )
}

/// The roles that never read what a concern or a referral says.
fn no_case_content(role: Role) -> bool {
    matches!(
        role,
        Role::AuthorityAdmin | Role::CaldicottGuardian | Role::GuestProfessional | Role::Analyst
    )
}

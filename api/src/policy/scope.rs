//! Which rows a caller sees at all: one SQL condition an entity, read together here.
//!
//! A row outside its scope does not exist for the caller: not by id, not in a list, not in a count.

use entity::enums::{ParticipantStatus, ReferralStatus, Restriction, Role, Sensitivity};
use entity::ids::{ConcernAdditionId, ConcernId, PractitionerId, TypedId};
use entity::{
    audit, authority, carer, child, child_match, concern, concern_addition, identifier, import_record,
    journal, link_team, organisation, participant, practitioner, referral, review, role_assignment,
};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::lens::Sight;
use super::relation::Who;

/// An entity whose rows have a scope.
pub trait Scoped: EntityTrait {
    /// The rows that `who` may know of.
    fn visible_to(who: &Who) -> Condition;
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(Expr::val(2)))
}

/// The reviews in which the caller has a place; `statuses` says which answers count.
fn takes_part(who: &Who, statuses: &[ParticipantStatus]) -> SelectStatement {
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

const PLACE: &[ParticipantStatus] = &[
    ParticipantStatus::Invited,
    ParticipantStatus::Accepted,
    ParticipantStatus::Apologies,
    ParticipantStatus::Attended,
];
const ACCEPTED: &[ParticipantStatus] = &[
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
        .filter(
            Condition::any()
                .add(child::Column::NamedHealthVisitorId.eq(PractitionerId(who.actor)))
                .add(child::Column::KeyPersonId.eq(PractitionerId(who.actor))),
        )
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

/// The ids of the reviews whose content is open to the caller: an unanswered invitation does not count.
fn open_reviews(who: &Who) -> SelectStatement {
    review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(reviews(who, ACCEPTED))
        .into_query()
}

/// The roles that never read what a concern or a referral says.
fn no_case_content(role: Role) -> bool {
    matches!(
        role,
        Role::AuthorityAdmin | Role::CaldicottGuardian | Role::GuestProfessional | Role::Analyst
    )
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

fn of_authority<C: ColumnTrait>(column: C, who: &Who) -> Condition {
    Condition::all().add(column.eq(who.authority))
}

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
                let mut mine = Condition::any()
                    .add(C::NamedHealthVisitorId.eq(PractitionerId(who.actor)))
                    .add(C::KeyPersonId.eq(PractitionerId(who.actor)))
                    .add(C::Id.in_subquery(reviews));
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
        }
    }
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
            Role::GuestProfessional | Role::AreaSenco => nothing(),
            Role::Parent => visible.add(carer::Column::Id.is_in(who.actors.iter().copied())),
            _ => visible,
        }
    }
}

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
open_to_the_authority!(organisation, link_team, practitioner, role_assignment);

impl Scoped for identifier::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::Analyst | Role::GuestProfessional => nothing(),
            _ => of_authority(identifier::Column::AuthorityId, who),
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

/// Facts about concerns are for those who may know of the concern: what is hidden leaves no trace in the journal either.
fn of_known_concerns(who: &Who) -> Condition {
    use journal::Column as C;
    let concerns = concern::Entity::find()
        .select_only()
        .column(concern::Column::Id)
        .filter(concern::Entity::visible_to(who))
        .into_query();
    let additions = concern_addition::Entity::find()
        .select_only()
        .column(concern_addition::Column::Id)
        .filter(concern_addition::Entity::visible_to(who))
        .into_query();
    Condition::any()
        .add(C::SubjectType.is_not_in([ConcernId::PREFIX, ConcernAdditionId::PREFIX]))
        .add(C::SubjectId.in_subquery(concerns))
        .add(C::SubjectId.in_subquery(additions))
}

impl Scoped for journal::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::Integration | Role::AuthorityAdmin => {
                of_authority(journal::Column::AuthorityId, who).add(of_known_concerns(who))
            }
            _ => nothing(),
        }
    }
}

impl Scoped for audit::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::CaldicottGuardian | Role::AuthorityAdmin => of_authority(audit::Column::AuthorityId, who),
            _ => nothing(),
        }
    }
}

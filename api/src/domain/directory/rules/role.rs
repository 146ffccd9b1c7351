//! Who may hold which role where.

use entity::enums::{DirectoryStatus, OrganisationKind, Role, RuleCode, SettingType};
use entity::ids::OrganisationId;
use entity::{organisation, role_assignment};

use super::belongs_to;
use crate::problem::{Problem, Result};

/// Where a role is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// In a health provider.
    Health,
    /// In a health provider, or for the authority as a whole.
    HealthOrAuthority,
    /// In an early years setting.
    Setting,
    /// In a setting that is a childminder.
    Childminder,
    /// In any organisation, or in none.
    Anywhere,
    /// In the authority itself.
    Authority,
    /// Nowhere: parents are known through their child.
    Never,
}

const fn held_in(role: Role) -> Held {
    match role {
        Role::HealthVisitor | Role::CommunityNurseryNurse => Held::Health,
        Role::HealthServiceLead => Held::HealthOrAuthority,
        Role::KeyPerson | Role::SettingManager | Role::SettingSenco => Held::Setting,
        Role::Childminder => Held::Childminder,
        Role::GuestProfessional => Held::Anywhere,
        Role::AreaSenco
        | Role::EarlyYearsServiceLead
        | Role::AuthorityAdmin
        | Role::Analyst
        | Role::CaldicottGuardian
        | Role::Integration => Held::Authority,
        Role::Parent => Held::Never,
    }
}

/// Whether a role fits the entry and the organisation.
pub fn fits(role: Role, is_system: bool, organisation: Option<&organisation::Model>) -> Result<()> {
    let wrong = |message: &str| Err(Problem::rule(RuleCode::WrongKind, message));
    if is_system != (role == Role::Integration) {
        return wrong("a system holds the role INTEGRATION and no other, and people do not hold it");
    }
    if organisation.is_some_and(|organisation| organisation.status != DirectoryStatus::Active) {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "the organisation is not in use",
        ));
    }
    let kind = organisation.map(|organisation| organisation.kind);
    let childminder =
        organisation.is_some_and(|organisation| organisation.setting_type == Some(SettingType::Childminder));
    let (fits, message) = match held_in(role) {
        Held::Health => (
            kind == Some(OrganisationKind::HealthProvider),
            "this role is held in a health provider: name one",
        ),
        Held::HealthOrAuthority => (
            matches!(kind, None | Some(OrganisationKind::HealthProvider)),
            "this role is held in a health provider, or in no organisation",
        ),
        Held::Setting => (
            kind == Some(OrganisationKind::EarlyYearsSetting),
            "this role is held in an early years setting: name one",
        ),
        Held::Childminder => (
            childminder,
            "this role is held in a setting of the type CHILDMINDER: name one",
        ),
        Held::Anywhere => (true, ""),
        Held::Authority => (
            kind.is_none(),
            "this role is held in the authority itself: name no organisation",
        ),
        Held::Never => (
            false,
            "parents are not in the directory: add them to their child with carerAdd",
        ),
    };
    if fits { Ok(()) } else { wrong(message) }
}

/// A system gives people their work, never power over the platform.
pub fn may_grant(caller: Role, role: Role) -> Result<()> {
    let powerful = matches!(
        role,
        Role::AuthorityAdmin | Role::CaldicottGuardian | Role::Integration
    );
    if caller == Role::Integration && powerful {
        return Err(belongs_to(
            &[Role::AuthorityAdmin],
            "AUTHORITY_ADMIN, CALDICOTT_GUARDIAN and INTEGRATION are given by an AUTHORITY_ADMIN, not by a system.",
        ));
    }
    Ok(())
}

/// The earlier assignment that is to be held again, or `None` for a new one. A role may be held in several organisations,
/// of which a token names one; or in none, which no token could name beside others.
pub fn give(
    known: &[role_assignment::Model],
    role: Role,
    organisation: Option<OrganisationId>,
) -> Result<Option<&role_assignment::Model>> {
    let mut held = all_held(known).filter(|row| row.role == role);
    if held.any(|row| {
        row.organisation_id == organisation || row.organisation_id.is_none() || organisation.is_none()
    }) {
        return Err(Problem::rule(
            RuleCode::RoleHeld,
            "the practitioner already holds this role: it is held once in an organisation, and either in organisations or \
             in none",
        ));
    }
    Ok(known
        .iter()
        .find(|row| row.role == role && row.organisation_id == organisation))
}

/// The assignment that is held now; `place` where the caller says where that is, in the field `named` of the input.
pub fn held<'a>(
    known: &'a [role_assignment::Model],
    role: Role,
    place: Option<OrganisationId>,
    named: &str,
) -> Result<&'a role_assignment::Model> {
    let mut there = all_held(known)
        .filter(|row| row.role == role)
        .filter(|row| place.is_none() || row.organisation_id == place);
    match (there.next(), there.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Problem::invalid(
            ["input", named],
            "the practitioner holds this role in several organisations: name one",
        )),
        (None, _) => Err(Problem::rule(
            RuleCode::RoleNotHeld,
            "the practitioner does not hold this role there",
        )),
    }
}

/// Every assignment that is held now.
pub fn all_held(known: &[role_assignment::Model]) -> impl Iterator<Item = &role_assignment::Model> {
    known.iter().filter(|row| row.status == DirectoryStatus::Active)
}

/// A role moves to another place, not to where it is.
pub fn moves(from: &role_assignment::Model, to: Option<OrganisationId>) -> Result<()> {
    if from.organisation_id == to {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "the practitioner already holds the role there",
        ));
    }
    Ok(())
}

/// An authority keeps an administrator: `others` is how many hold the role beside the one who would lose it.
pub fn keeps_an_administrator<'a>(
    ending: impl IntoIterator<Item = &'a role_assignment::Model>,
    others: u64,
) -> Result<()> {
    let loses = ending
        .into_iter()
        .any(|row| row.role == Role::AuthorityAdmin && row.status == DirectoryStatus::Active);
    if loses && others == 0 {
        return Err(Problem::rule(
            RuleCode::StillInUse,
            "this is the authority's only administrator: give the role to somebody else first",
        ));
    }
    Ok(())
}

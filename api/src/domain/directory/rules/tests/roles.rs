use entity::enums::{DirectoryStatus, OrganisationKind, Role, RuleCode, SettingType, ValueSet};
use entity::ids::{OrganisationId, RoleAssignmentId};
use sea_orm::prelude::Uuid;

use super::super::role;
use super::{held, not_allowed, organisation, rule, wrong};

#[test]
fn a_role_fits_the_organisation_it_is_held_in() {
    let team = organisation(OrganisationKind::HealthProvider, None);
    let nursery = organisation(OrganisationKind::EarlyYearsSetting, Some(SettingType::Nursery));
    let minding = organisation(
        OrganisationKind::EarlyYearsSetting,
        Some(SettingType::Childminder),
    );
    let service = organisation(OrganisationKind::ReferralService, None);
    // In a health provider, a nursery, a childminder's setting, a service, the authority itself.
    let places = [Some(&team), Some(&nursery), Some(&minding), Some(&service), None];
    for role in Role::ALL.iter().copied() {
        let expected = match role {
            Role::HealthVisitor | Role::CommunityNurseryNurse => "h....",
            Role::HealthServiceLead => "h...a",
            Role::KeyPerson | Role::SettingManager | Role::SettingSenco => ".nm..",
            Role::Childminder => "..m..",
            Role::GuestProfessional => "hnmsa",
            Role::Parent | Role::Integration => ".....",
            _ => "....a",
        };
        let fits: String = places
            .iter()
            .zip("hnmsa".chars())
            .map(|(place, letter)| {
                if role::fits(role, false, *place).is_ok() {
                    letter
                } else {
                    '.'
                }
            })
            .collect();
        assert_eq!(fits, expected, "{role:?}");
        assert_eq!(
            role::fits(role, true, None).is_ok(),
            role == Role::Integration,
            "a system as {role:?}"
        );
    }
    let closed = organisation::Model {
        status: DirectoryStatus::Inactive,
        ..team
    };
    assert_eq!(
        rule(role::fits(Role::HealthVisitor, false, Some(&closed))),
        Some(RuleCode::NotActive)
    );
}

#[test]
fn a_system_gives_no_power_over_the_platform() {
    for role in Role::ALL.iter().copied() {
        let powerful = matches!(
            role,
            Role::AuthorityAdmin | Role::CaldicottGuardian | Role::Integration
        );
        assert_eq!(
            not_allowed(role::may_grant(Role::Integration, role)),
            powerful,
            "{role:?}"
        );
        assert!(role::may_grant(Role::AuthorityAdmin, role).is_ok());
    }
}

#[test]
fn a_role_is_held_once_in_an_organisation_and_in_organisations_or_none() {
    use DirectoryStatus::{Active, Inactive};
    let known = [
        held(1, Role::KeyPerson, Some(7), Active),
        held(2, Role::SettingSenco, Some(7), Inactive),
    ];
    let place = |number| Some(OrganisationId(Uuid::from_u128(number)));
    for there in [place(7), None] {
        let held = role::give(&known, Role::KeyPerson, there);
        assert_eq!(rule(held), Some(RuleCode::RoleHeld));
    }
    assert_eq!(role::give(&known, Role::KeyPerson, place(8)).unwrap(), None);
    let lead = [held(1, Role::HealthServiceLead, None, Active)];
    let beside = role::give(&lead, Role::HealthServiceLead, place(7));
    assert_eq!(rule(beside), Some(RuleCode::RoleHeld));
    assert_eq!(role::give(&known, Role::SettingManager, place(7)).unwrap(), None);
    let again = role::give(&known, Role::SettingSenco, place(7)).unwrap();
    assert_eq!(
        again.map(|row| row.id),
        Some(RoleAssignmentId(Uuid::from_u128(2)))
    );
    assert_eq!(role::give(&known, Role::SettingSenco, place(8)).unwrap(), None);

    assert!(role::held(&known, Role::KeyPerson, None, "from").is_ok());
    assert!(role::held(&known, Role::KeyPerson, place(7), "from").is_ok());
    for (role, place) in [(Role::KeyPerson, place(8)), (Role::SettingSenco, None)] {
        let held = role::held(&known, role, place, "from");
        assert_eq!(rule(held), Some(RuleCode::RoleNotHeld));
    }
    let both = [known[0].clone(), held(3, Role::KeyPerson, Some(8), Active)];
    assert_eq!(wrong(role::held(&both, Role::KeyPerson, None, "from")), ["from"]);
    let second = role::held(&both, Role::KeyPerson, place(8), "from").unwrap();
    assert_eq!(second.id, RoleAssignmentId(Uuid::from_u128(3)));
    let [first, _] = &known;
    assert!(role::moves(first, place(8)).is_ok());
    assert_eq!(
        rule(role::moves(first, place(7))),
        Some(RuleCode::NothingToChange)
    );
    assert_eq!(role::all_held(&known).count(), 1);
}

#[test]
fn the_only_administrator_stays() {
    use DirectoryStatus::{Active, Inactive};
    let now = [held(1, Role::AuthorityAdmin, None, Active)];
    let once = [held(1, Role::AuthorityAdmin, None, Inactive)];
    assert_eq!(
        rule(role::keeps_an_administrator(&now, 0)),
        Some(RuleCode::StillInUse)
    );
    assert!(role::keeps_an_administrator(&now, 1).is_ok());
    assert!(role::keeps_an_administrator(&once, 0).is_ok());
}

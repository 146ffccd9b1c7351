//! The rules, table by table.

use async_graphql::MaybeUndefined;
use chrono::{DateTime, Utc};
use entity::enums::{
    DeliveryModel, DirectoryStatus, OrganisationKind, ReferralDestination, RegistrationBody, Role, RuleCode,
    SettingType, ValueSet,
};
use entity::ids::{AuthorityId, OrganisationId, PractitionerId, RoleAssignmentId};
use entity::{organisation, practitioner, role_assignment};
use sea_orm::prelude::Uuid;

use super::{organisation as organisations, practitioner as practitioners, role};
use crate::domain::directory::input::{
    OrganisationAmendInput, OrganisationRegisterInput, PractitionerAmendInput, PractitionerRegisterInput,
    RegistrationInput, RoleInput, SignInInput,
};
use crate::problem::{Problem, Refusal};
use crate::store::Uses;

const AUTHORITY: AuthorityId = AuthorityId(Uuid::nil());

fn at() -> DateTime<Utc> {
    DateTime::default()
}

fn organisation(kind: OrganisationKind, setting_type: Option<SettingType>) -> organisation::Model {
    organisation::Model {
        id: OrganisationId(Uuid::from_u128(7)),
        authority_id: AUTHORITY,
        kind,
        name: "Kingfisher".into(),
        ods_code: None,
        ofsted_urn: None,
        setting_type,
        sector: None,
        delivery_model: None,
        destination: None,
        acceptance_criteria: None,
        required_evidence: None,
        response_days: None,
        postcode: None,
        phone: None,
        email: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn person(number: u128) -> practitioner::Model {
    practitioner::Model {
        id: PractitionerId(Uuid::from_u128(number)),
        authority_id: AUTHORITY,
        given_name: "Maya".into(),
        family_name: "Okafor".into(),
        is_system: false,
        issuer: "https://idp.example".into(),
        subject: "maya".into(),
        registration_body: None,
        registration_number: None,
        email: None,
        phone: None,
        available: None,
        cover_id: None,
        trained_models: serde_json::json!([]),
        status: DirectoryStatus::Active,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn held(number: u128, role: Role, place: Option<u128>, status: DirectoryStatus) -> role_assignment::Model {
    role_assignment::Model {
        id: RoleAssignmentId(Uuid::from_u128(number)),
        authority_id: AUTHORITY,
        practitioner_id: PractitionerId(Uuid::from_u128(1)),
        role,
        organisation_id: place.map(|place| OrganisationId(Uuid::from_u128(place))),
        status,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn new_organisation(kind: OrganisationKind) -> OrganisationRegisterInput {
    OrganisationRegisterInput {
        kind,
        name: "Kingfisher".into(),
        ods_code: None,
        ofsted_urn: None,
        setting_type: None,
        sector: None,
        delivery_model: None,
        destination: None,
        acceptance_criteria: None,
        required_evidence: None,
        response_days: None,
        postcode: None,
        phone: None,
        email: None,
        external_id: None,
    }
}

fn new_person() -> PractitionerRegisterInput {
    PractitionerRegisterInput {
        given_name: Some("Maya".into()),
        family_name: "Okafor".into(),
        is_system: false,
        sign_in: SignInInput {
            issuer: "https://idp.example".into(),
            subject: "maya".into(),
        },
        registration: None,
        email: None,
        phone: None,
        available: None,
        cover: None,
        trained_models: Vec::new(),
        role: RoleInput {
            role: Role::HealthVisitor,
            organisation: None,
        },
        external_id: None,
    }
}

/// The last step of the path of each wrong input.
fn wrong<T>(result: Result<T, Problem>) -> Vec<String> {
    match result.err() {
        Some(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => problems
                .into_iter()
                .filter_map(|problem| problem.path.last().cloned())
                .collect(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn rule<T>(result: Result<T, Problem>) -> Option<RuleCode> {
    match result.err()? {
        Problem::Refused(refusal) => match *refusal {
            Refusal::Rule { code, .. } => Some(code),
            other => panic!("{other:?}"),
        },
        Problem::Failed(_) => panic!("failed"),
    }
}

fn not_allowed<T>(result: Result<T, Problem>) -> bool {
    matches!(result, Err(Problem::Refused(refusal)) if matches!(*refusal, Refusal::NotAllowed { .. }))
}

#[test]
fn an_organisation_says_what_its_kind_has_and_nothing_else() {
    use OrganisationKind::{EarlyYearsSetting, HealthProvider, ReferralService};
    let setting = OrganisationRegisterInput {
        ofsted_urn: Some("EY 345678".into()),
        setting_type: Some(SettingType::Nursery),
        ..new_organisation(EarlyYearsSetting)
    };
    let made = organisations::register(&setting).unwrap();
    assert_eq!(made.ofsted_urn.unwrap().as_deref(), Some("345678"));
    assert_eq!(
        wrong(organisations::register(&new_organisation(EarlyYearsSetting))),
        ["externalId", "settingType"]
    );
    assert_eq!(
        wrong(organisations::register(&new_organisation(ReferralService))),
        ["externalId", "destination"]
    );
    let odd = OrganisationRegisterInput {
        ods_code: Some("R1".into()),
        ofsted_urn: Some("345678".into()),
        destination: Some(ReferralDestination::Audiology),
        response_days: Some(0),
        delivery_model: Some(DeliveryModel::HealthOnly),
        postcode: Some("nowhere".into()),
        email: Some("nobody".into()),
        ..new_organisation(HealthProvider)
    };
    let mut found = wrong(organisations::register(&odd));
    found.sort_unstable();
    found.dedup();
    let expected = [
        "deliveryModel",
        "destination",
        "email",
        "odsCode",
        "ofstedUrn",
        "postcode",
        "responseDays",
    ];
    assert_eq!(found, expected);
}

#[test]
fn people_of_a_setting_change_how_to_reach_it_and_no_more() {
    let row = organisation(OrganisationKind::EarlyYearsSetting, Some(SettingType::Nursery));
    let contact = OrganisationAmendInput {
        name: Some("Kingfisher & Heron".into()),
        phone: MaybeUndefined::Null,
        ..Default::default()
    };
    let change = organisations::amend(&row, Role::SettingManager, &contact).unwrap();
    assert!(change.phone.unwrap().is_none() && change.email.is_not_set());
    let more = OrganisationAmendInput {
        delivery_model: MaybeUndefined::Null,
        ..contact
    };
    assert!(not_allowed(organisations::amend(&row, Role::Childminder, &more)));
    assert!(organisations::amend(&row, Role::AuthorityAdmin, &more).is_ok());
    let nothing = OrganisationAmendInput::default();
    assert_eq!(
        rule(organisations::amend(&row, Role::AuthorityAdmin, &nothing)),
        Some(RuleCode::NothingToChange)
    );
}

#[test]
fn what_is_in_use_says_by_what() {
    assert!(organisations::deactivate(Uses::default()).is_ok());
    let uses = Uses {
        roles: 1,
        children: 3,
        ..Uses::default()
    };
    let Err(Problem::Refused(refusal)) = organisations::deactivate(uses) else {
        panic!("refused")
    };
    let Refusal::Rule { code, missing, .. } = *refusal else {
        panic!("a rule")
    };
    assert_eq!(code, RuleCode::StillInUse);
    assert_eq!(missing, ["1 role held in it", "3 children placed with it"]);
}

#[test]
fn a_setting_is_linked_to_a_health_provider_in_use() {
    let setting = organisation(OrganisationKind::EarlyYearsSetting, Some(SettingType::Nursery));
    let team = organisation(OrganisationKind::HealthProvider, None);
    let contact = person(1);
    let health = [held(1, Role::HealthVisitor, Some(7), DirectoryStatus::Active)];
    let ended = [held(1, Role::HealthVisitor, Some(7), DirectoryStatus::Inactive)];
    assert!(organisations::link(&setting, &team, Some((&contact, &health))).is_ok());
    assert_eq!(
        rule(organisations::link(&setting, &team, Some((&contact, &ended)))),
        Some(RuleCode::CapacityMismatch)
    );
    assert_eq!(
        rule(organisations::link(&team, &team, None)),
        Some(RuleCode::WrongKind)
    );
    assert_eq!(
        wrong(organisations::link(&setting, &setting, None)),
        ["healthTeam"]
    );
    let closed = organisation::Model {
        status: DirectoryStatus::Inactive,
        ..team
    };
    assert_eq!(
        rule(organisations::link(&setting, &closed, None)),
        Some(RuleCode::NotActive)
    );
}

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
fn a_role_is_held_in_one_place_at_a_time() {
    use DirectoryStatus::{Active, Inactive};
    let known = [
        held(1, Role::KeyPerson, Some(7), Active),
        held(2, Role::SettingSenco, Some(7), Inactive),
    ];
    let place = |number| Some(OrganisationId(Uuid::from_u128(number)));
    assert_eq!(
        rule(role::give(&known, Role::KeyPerson, place(8))),
        Some(RuleCode::RoleHeld)
    );
    assert_eq!(role::give(&known, Role::SettingManager, place(7)).unwrap(), None);
    let again = role::give(&known, Role::SettingSenco, place(7)).unwrap();
    assert_eq!(
        again.map(|row| row.id),
        Some(RoleAssignmentId(Uuid::from_u128(2)))
    );
    assert_eq!(role::give(&known, Role::SettingSenco, place(8)).unwrap(), None);

    assert!(role::held(&known, Role::KeyPerson, None).is_ok());
    assert!(role::held(&known, Role::KeyPerson, place(7)).is_ok());
    for (role, place) in [(Role::KeyPerson, place(8)), (Role::SettingSenco, None)] {
        assert_eq!(rule(role::held(&known, role, place)), Some(RuleCode::RoleNotHeld));
    }
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

#[test]
fn people_have_a_given_name_and_systems_have_none() {
    assert!(practitioners::register(&new_person(), None).is_ok());
    let nameless = PractitionerRegisterInput {
        given_name: None,
        ..new_person()
    };
    assert_eq!(wrong(practitioners::register(&nameless, None)), ["givenName"]);
    let system = PractitionerRegisterInput {
        is_system: true,
        ..nameless
    };
    let made = practitioners::register(&system, None).unwrap();
    assert_eq!(
        (made.given_name.unwrap().as_str(), made.is_system.unwrap()),
        ("", true)
    );
    let wild = PractitionerRegisterInput {
        family_name: "123".into(),
        registration: Some(RegistrationInput {
            body: RegistrationBody::Nmc,
            number: "SL12345".into(),
        }),
        phone: Some("call me".into()),
        sign_in: SignInInput {
            issuer: String::new(),
            subject: "x".repeat(256),
        },
        ..new_person()
    };
    let mut found = wrong(practitioners::register(&wild, None));
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, ["familyName", "phone", "registration", "signIn"]);
}

#[test]
fn everybody_changes_their_own_card_and_only_administrators_the_sign_in() {
    let (row, other) = (person(1), person(2));
    let card = PractitionerAmendInput {
        email: MaybeUndefined::Value(" maya@place.example ".into()),
        available: MaybeUndefined::Null,
        ..Default::default()
    };
    let change = practitioners::amend(&row, Role::HealthVisitor, &card, None).unwrap();
    assert_eq!(change.email.unwrap().as_deref(), Some("maya@place.example"));
    assert!(change.cover_id.is_not_set());
    let trained = PractitionerAmendInput {
        trained_models: Some(vec![DeliveryModel::JointMeeting]),
        ..Default::default()
    };
    assert!(not_allowed(practitioners::amend(
        &row,
        Role::HealthVisitor,
        &trained,
        None
    )));
    assert!(practitioners::amend(&row, Role::Integration, &trained, None).is_ok());
    let sign_in = PractitionerAmendInput {
        sign_in: Some(new_person().sign_in),
        ..Default::default()
    };
    assert!(not_allowed(practitioners::amend(
        &row,
        Role::Integration,
        &sign_in,
        None
    )));
    assert!(practitioners::amend(&row, Role::AuthorityAdmin, &sign_in, None).is_ok());
    assert_eq!(
        wrong(practitioners::amend(&row, Role::HealthVisitor, &card, Some(&row))),
        ["cover"]
    );
    assert!(practitioners::amend(&row, Role::HealthVisitor, &card, Some(&other)).is_ok());
    let left = practitioner::Model {
        status: DirectoryStatus::Inactive,
        ..other
    };
    assert_eq!(
        rule(practitioners::amend(
            &row,
            Role::HealthVisitor,
            &card,
            Some(&left)
        )),
        Some(RuleCode::NotActive)
    );
}

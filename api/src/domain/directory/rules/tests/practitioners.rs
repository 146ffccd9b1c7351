use async_graphql::MaybeUndefined;
use entity::enums::{DeliveryModel, DirectoryStatus, RegistrationBody, Role, RuleCode};
use entity::practitioner;

use super::super::practitioner as practitioners;
use super::{not_allowed, person, rule, wrong};
use crate::domain::directory::input::{
    PractitionerAmendInput, PractitionerRegisterInput, RegistrationInput, RoleInput, SignInInput,
};

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

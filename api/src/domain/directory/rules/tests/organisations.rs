use async_graphql::MaybeUndefined;
use entity::enums::{
    DeliveryModel, DirectoryStatus, OrganisationKind, ReferralDestination, Role, RuleCode, SettingType,
};

use super::super::organisation as organisations;
use super::{held, not_allowed, organisation, person, rule, wrong};
use crate::domain::directory::input::{OrganisationAmendInput, OrganisationRegisterInput};
use crate::problem::{Problem, Refusal};
use crate::store::Uses;

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

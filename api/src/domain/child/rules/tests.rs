use async_graphql::MaybeUndefined;
use chrono::{DateTime, Utc};
use entity::enums::{
    DirectoryStatus, IdentifierStatus, OrganisationKind, ReviewEnd, ReviewStatus, Role, Sex, ValueSet,
};
use entity::ids::{AuthorityId, ChildId, IdentifierId, OrganisationId, PractitionerId, RoleAssignmentId};
use entity::{identifier, organisation, practitioner, role_assignment};
use sea_orm::prelude::Uuid;

use super::*;
use crate::gql::reference::ExternalIdInput;
use crate::gql::scalars::{self, Date};
use crate::problem::Refusal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

const TODAY: &str = "2026-11-22";

/// The fields or the rule that a refusal names.
fn refused<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => {
                let fields: Vec<_> = problems.iter().map(|problem| problem.path[1].as_str()).collect();
                fields.join(" ")
            }
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

fn new_child() -> ChildRegisterInput {
    ChildRegisterInput {
        given_name: " Ada ".to_owned(),
        family_name: "O'Brien".to_owned(),
        birth_date: Date(day("2024-09-01")),
        sex: Sex::Female,
        ethnicity_code: Some("a".to_owned()),
        first_language: None,
        gestation_weeks: Some(39),
        postcode: Some("zz993vz".to_owned()),
        gp_practice_ods: Some("a81001".to_owned()),
        nhs_number: Some(scalars::NhsNumber(NhsNumber::parse("9000000009").unwrap())),
        nhs_number_status: None,
        external_ids: vec![external("mosaic", "77"), external("mosaic", " 77")],
        restriction: Restriction::Unrestricted,
        health_team: None,
        setting: None,
        named_health_visitor: None,
        key_person: None,
    }
}

fn external(system: &str, value: &str) -> ExternalIdInput {
    ExternalIdInput {
        system: system.to_owned(),
        value: value.to_owned(),
    }
}

fn child() -> child::Model {
    child::Model {
        id: ChildId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        given_name: "Ada".to_owned(),
        family_name: "O'Brien".to_owned(),
        family_key: "obrien".to_owned(),
        birth_date: day("2024-09-01"),
        sex: Sex::Female,
        ethnicity_code: Some("A".to_owned()),
        first_language: None,
        gestation_weeks: None,
        postcode: Some("ZZ99 3VZ".to_owned()),
        gp_practice_ods: None,
        nhs_number_status: NhsNumberStatus::NotTraced,
        restriction: Restriction::Unrestricted,
        health_team_id: Some(TEAM),
        setting_id: Some(NURSERY),
        named_health_visitor_id: Some(VISITOR),
        key_person_id: Some(KEY_PERSON),
        status: ChildStatus::Active,
        departed_on: None,
        version: 3,
        created_at: now(),
        updated_at: now(),
    }
}

const TEAM: OrganisationId = OrganisationId(Uuid::from_u128(10));
const OTHER_TEAM: OrganisationId = OrganisationId(Uuid::from_u128(11));
const NURSERY: OrganisationId = OrganisationId(Uuid::from_u128(12));
const VISITOR: PractitionerId = PractitionerId(Uuid::from_u128(20));
const KEY_PERSON: PractitionerId = PractitionerId(Uuid::from_u128(21));

#[test]
fn a_new_child_is_stored_in_the_one_form_of_each_code() {
    let (row, ids) = register(&new_child(), Placed::default(), day(TODAY)).unwrap();
    assert_eq!(row.given_name, Set("Ada".to_owned()));
    assert_eq!(row.family_key, Set("obrien".to_owned()));
    assert_eq!(row.ethnicity_code, Set(Some("A".to_owned())));
    assert_eq!(row.postcode, Set(Some("ZZ99 3VZ".to_owned())));
    assert_eq!(row.gp_practice_ods, Set(Some("A81001".to_owned())));
    assert_eq!(row.nhs_number_status, Set(NhsNumberStatus::NotTraced));
    let ids: Vec<_> = ids.iter().map(|id| (id.system(), id.value())).collect();
    assert_eq!(ids, [("mosaic", "77"), (NhsNumber::SYSTEM, "9000000009")]);
}

#[test]
fn everything_that_is_wrong_with_a_new_child_is_said_at_once() {
    let wrong = ChildRegisterInput {
        given_name: "1".to_owned(),
        birth_date: Date(day("2026-11-23")),
        ethnicity_code: Some("I".to_owned()),
        gestation_weeks: Some(50),
        postcode: Some("nowhere".to_owned()),
        nhs_number: None,
        nhs_number_status: Some(NhsNumberStatus::Verified),
        external_ids: vec![external(NhsNumber::SYSTEM, "9000000009")],
        ..new_child()
    };
    assert_eq!(
        refused(register(&wrong, Placed::default(), day(TODAY))),
        "givenName birthDate gestationWeeks ethnicityCode postcode nhsNumberStatus externalIds"
    );
    for (birth, said) in [
        ("2026-11-22", "done"),
        ("2020-11-23", "done"),
        ("2020-11-22", "birthDate"),
        ("2026-11-23", "birthDate"),
    ] {
        let input = ChildRegisterInput {
            birth_date: Date(day(birth)),
            ..new_child()
        };
        assert_eq!(
            refused(register(&input, Placed::default(), day(TODAY))),
            said,
            "{birth}"
        );
    }
}

fn nothing() -> ChildAmendInput {
    ChildAmendInput {
        given_name: None,
        family_name: None,
        birth_date: None,
        sex: None,
        ethnicity_code: MaybeUndefined::Undefined,
        first_language: MaybeUndefined::Undefined,
        gestation_weeks: MaybeUndefined::Undefined,
        postcode: MaybeUndefined::Undefined,
        gp_practice_ods: MaybeUndefined::Undefined,
        nhs_number_status: None,
    }
}

#[test]
fn an_amendment_sets_only_what_differs() {
    let input = ChildAmendInput {
        given_name: Some("Ada".to_owned()),
        family_name: Some("Smith".to_owned()),
        postcode: MaybeUndefined::Null,
        first_language: MaybeUndefined::Null,
        gestation_weeks: MaybeUndefined::Value(35),
        ..nothing()
    };
    let change = amend(&child(), &input, true, day(TODAY)).unwrap();
    assert_eq!(change.given_name, NotSet);
    assert_eq!(change.family_name, Set("Smith".to_owned()));
    assert_eq!(change.family_key, Set("smith".to_owned()));
    assert_eq!((change.postcode, change.first_language), (Set(None), NotSet));
    assert_eq!(
        (change.gestation_weeks, change.birth_date),
        (Set(Some(35)), NotSet)
    );
    assert_eq!(
        refused(amend(&child(), &nothing(), true, day(TODAY))),
        "NOTHING_TO_CHANGE"
    );
    let traced = ChildAmendInput {
        nhs_number_status: Some(NhsNumberStatus::Verified),
        ..nothing()
    };
    assert_eq!(refused(amend(&child(), &traced, true, day(TODAY))), "done");
    assert_eq!(
        refused(amend(&child(), &traced, false, day(TODAY))),
        "nhsNumberStatus"
    );
}

#[test]
fn a_departure_lies_between_birth_and_today() {
    for (on, said) in [
        (None, "done"),
        (Some("2024-09-01"), "done"),
        (Some("2024-08-31"), "departedOn"),
        (Some("2026-11-23"), "departedOn"),
    ] {
        let result = depart(&child(), ChildDeparture::MovedAway, on.map(day), day(TODAY));
        assert_eq!(refused(result), said, "{on:?}");
    }
    assert_eq!(
        refused(restrict(&child(), Restriction::Unrestricted)),
        "NOTHING_TO_CHANGE"
    );
    assert_eq!(refused(restrict(&child(), Restriction::Restricted)), "done");
}

fn row(number: u128, system: &str, value: &str, status: IdentifierStatus) -> identifier::Model {
    identifier::Model {
        id: IdentifierId(Uuid::from_u128(number)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        subject_type: "child".to_owned(),
        subject_id: Uuid::from_u128(1),
        system: system.to_owned(),
        value: value.to_owned(),
        status,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

#[test]
fn an_identifier_is_added_replaced_or_taken_up_again() {
    use IdentifierStatus::{Current, Superseded};
    let rows = [
        row(1, NhsNumber::SYSTEM, "9000000009", Current),
        row(2, NhsNumber::SYSTEM, "9000000017", Superseded),
        row(3, "mosaic", "77", Current),
    ];
    let table = [
        ("mosaic", "78", false, "supersede [] restore None add 78"),
        ("mosaic", "78", true, "supersede [77] restore None add 78"),
        ("mosaic", "77", true, "NOTHING_TO_CHANGE"),
        ("other", "77", true, "supersede [] restore None add 77"),
        (NhsNumber::SYSTEM, "900 000 0009", true, "NOTHING_TO_CHANGE"),
        (NhsNumber::SYSTEM, "9000000025", false, "replaces"),
        (
            NhsNumber::SYSTEM,
            "9000000025",
            true,
            "supersede [9000000009] restore None add 9000000025",
        ),
        (
            NhsNumber::SYSTEM,
            "9000000017",
            true,
            "supersede [9000000009] restore 9000000017 add None",
        ),
        (NhsNumber::SYSTEM, "9000000000", true, "externalId"),
        (NhsNumber::SYSTEM, "1111111111", true, "externalId"),
    ];
    for (system, value, replaces, said) in table {
        let input = ChildIdentifyInput {
            external_id: external(system, value),
            replaces,
            nhs_number_status: None,
        };
        let done = identify(&rows, &input).map(|done| {
            let gone: Vec<_> = done.supersede.iter().map(|row| row.value.as_str()).collect();
            let value = |text: Option<&str>| text.unwrap_or("None").to_owned();
            format!(
                "supersede [{}] restore {} add {}",
                gone.join(" "),
                value(done.restore.as_ref().map(|row| row.value.as_str())),
                value(done.add.as_ref().map(ExternalId::value)),
            )
        });
        let shown = match done {
            Ok(text) => text,
            failed => refused(failed),
        };
        assert_eq!(shown, said, "{system} {value} {replaces}");
    }
}

fn organisation(id: OrganisationId, kind: OrganisationKind, status: DirectoryStatus) -> organisation::Model {
    organisation::Model {
        id,
        authority_id: AuthorityId(Uuid::from_u128(2)),
        kind,
        name: "Somewhere".to_owned(),
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
        status,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn candidate(role: Role, organisation: OrganisationId) -> Candidate {
    let person = practitioner::Model {
        id: PractitionerId(Uuid::from_u128(30)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        given_name: "Jo".to_owned(),
        family_name: "Lee".to_owned(),
        is_system: false,
        issuer: String::new(),
        subject: String::new(),
        registration_body: None,
        registration_number: None,
        email: None,
        phone: None,
        available: None,
        cover_id: None,
        trained_models: serde_json::json!([]),
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    };
    let held = role_assignment::Model {
        id: RoleAssignmentId(Uuid::from_u128(40)),
        authority_id: person.authority_id,
        practitioner_id: person.id,
        role,
        organisation_id: Some(organisation),
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    };
    Candidate {
        person,
        roles: vec![held],
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn named_practitioners_work_where_the_child_is_placed() {
    use DirectoryStatus::{Active, Inactive};
    use MaybeUndefined::{Null, Undefined, Value};
    use OrganisationKind::{EarlyYearsSetting, HealthProvider};
    let team = |kind, status| Value(organisation(OTHER_TEAM, kind, status));
    let table = [
        (Undefined, Undefined, Undefined, "team 10 visitor 20 key 21"),
        (Null, Undefined, Undefined, "team 0 visitor 0 key 21"),
        (
            team(HealthProvider, Active),
            Undefined,
            Null,
            "team 11 visitor 0 key 0",
        ),
        (team(HealthProvider, Inactive), Undefined, Undefined, "NOT_ACTIVE"),
        (
            team(EarlyYearsSetting, Active),
            Undefined,
            Undefined,
            "healthTeam",
        ),
        (
            Undefined,
            Value((Role::HealthVisitor, TEAM)),
            Undefined,
            "team 10 visitor 30 key 21",
        ),
        (
            Undefined,
            Value((Role::HealthVisitor, OTHER_TEAM)),
            Undefined,
            "CAPACITY_MISMATCH",
        ),
        (
            Undefined,
            Value((Role::CommunityNurseryNurse, TEAM)),
            Undefined,
            "CAPACITY_MISMATCH",
        ),
        (
            team(HealthProvider, Active),
            Value((Role::HealthVisitor, OTHER_TEAM)),
            Undefined,
            "team 11 visitor 30 key 21",
        ),
        (
            Null,
            Value((Role::HealthVisitor, TEAM)),
            Undefined,
            "namedHealthVisitor",
        ),
        (
            Undefined,
            Undefined,
            Value((Role::Childminder, NURSERY)),
            "team 10 visitor 20 key 30",
        ),
        (
            Undefined,
            Undefined,
            Value((Role::SettingManager, NURSERY)),
            "CAPACITY_MISMATCH",
        ),
    ];
    for (health_team, visitor, key_person, said) in table {
        let case = format!("{said}: {visitor:?} {key_person:?}");
        let wish = Placement {
            health_team,
            setting: Undefined,
            named_health_visitor: visitor.map_value(|(role, place)| candidate(role, place)),
            key_person: key_person.map_value(|(role, place)| candidate(role, place)),
        };
        let placed = place(wish, Placed::of(&child())).map(|placed| {
            let person = |id: Option<PractitionerId>| id.map_or(0, |id| id.0.as_u128());
            format!(
                "team {} visitor {} key {}",
                placed.health_team.map_or(0, |id| id.0.as_u128()),
                person(placed.named_health_visitor),
                person(placed.key_person),
            )
        });
        let shown = match placed {
            Ok(text) => text,
            failed => refused(failed),
        };
        assert_eq!(shown, said, "{case}");
    }
}

#[test]
fn a_health_visitor_enters_children_into_their_own_team() {
    assert_eq!(
        Placed::by(Role::HealthVisitor, Some(TEAM)).health_team,
        Some(TEAM)
    );
    assert_eq!(Placed::by(Role::AuthorityAdmin, Some(TEAM)), Placed::default());
    assert_eq!(
        refused(Placed::of(&child()).change(&child())),
        "NOTHING_TO_CHANGE"
    );
}

#[test]
fn ends_of_reviews_follow_the_departure() {
    for (departure, end, status) in [
        (
            ChildDeparture::MovedAway,
            ReviewEnd::MovedAway,
            ReviewStatus::MovedAway,
        ),
        (
            ChildDeparture::Deceased,
            ReviewEnd::Deceased,
            ReviewStatus::Deceased,
        ),
    ] {
        let (found, to, change) = ended(&follow::tests::review(), departure, (day(TODAY), now()));
        assert_eq!((found, to, change.status), (end, status, Set(status)));
        assert_eq!(
            (change.ended_on, change.scheduled_at),
            (Set(Some(day(TODAY))), Set(None))
        );
    }
}

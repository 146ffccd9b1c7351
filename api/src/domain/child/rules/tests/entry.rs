//! What is recorded of the child: entered, amended, ended.

use async_graphql::MaybeUndefined;
use entity::enums::{ReviewEnd, ReviewStatus, Sex};

use super::*;
use crate::gql::scalars::{self, Date};

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

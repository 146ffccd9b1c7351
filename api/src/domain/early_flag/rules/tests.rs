use super::*;
use crate::problem::Refusal;
use entity::enums::{
    CarerRelationship, ChildStatus, DirectoryStatus, NhsNumberStatus, ParentalResponsibility, Restriction,
    Sex,
};
use entity::ids::{AuthorityId, ChildId, EarlyFlagId};
use sea_orm::prelude::Uuid;

const BY: By = By {
    id: PractitionerId(Uuid::from_u128(2)),
    role: Role::KeyPerson,
};
const LINK: OrganisationId = OrganisationId(Uuid::from_u128(10));
const OWN: OrganisationId = OrganisationId(Uuid::from_u128(11));
const SETTING: OrganisationId = OrganisationId(Uuid::from_u128(12));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn child(born: &str) -> child::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    child::Model {
        id: ChildId(Uuid::from_u128(3)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        given_name: String::new(),
        family_name: String::new(),
        family_key: String::new(),
        birth_date: day(born),
        sex: Sex::Female,
        ethnicity_code: None,
        first_language: None,
        gestation_weeks: None,
        postcode: None,
        gp_practice_ods: None,
        nhs_number_status: NhsNumberStatus::Verified,
        restriction: Restriction::Unrestricted,
        health_team_id: Some(OWN),
        setting_id: Some(SETTING),
        named_health_visitor_id: None,
        key_person_id: None,
        status: ChildStatus::Active,
        departed_on: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn mother(held: ParentalResponsibility) -> carer::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    carer::Model {
        id: CarerId(Uuid::from_u128(6)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        child_id: ChildId(Uuid::from_u128(3)),
        given_name: String::new(),
        family_name: String::new(),
        relationship: CarerRelationship::BiologicalMother,
        parental_responsibility: held,
        language: None,
        interpreter_needed: false,
        email: None,
        phone: None,
        issuer: None,
        subject: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

const ASKED_WITHOUT: Agreement<'_> = Agreement {
    agreed: false,
    by: None,
    on: None,
    not_agreed_reason: Some("Could not be reached for three weeks."),
};

fn wish<'a>(seen: &'a str, parents: Agreement<'a>) -> Wish<'a> {
    Wish {
        topic: Topic::Hearing,
        level: ConcernLevel::Concern,
        seen,
        parents,
    }
}

fn on(today: &str, child: &child::Model, link: Option<OrganisationId>) -> Result<early_flag::ActiveModel> {
    raise(
        BY,
        (child, link),
        wish("Does not turn round.", ASKED_WITHOUT),
        (0, day(today)),
    )
}

fn refusal(problem: Problem) -> Refusal {
    let Problem::Refused(refusal) = problem else {
        panic!("{problem:?}")
    };
    *refusal
}

fn rule(outcome: Result<early_flag::ActiveModel>) -> RuleCode {
    match outcome.map_err(refusal) {
        Err(Refusal::Rule { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_setting_asks_from_eighteen_months_on_and_health_answers_within_five_working_days() {
    let born = child("2024-09-02");
    assert_eq!(rule(on("2026-03-01", &born, None)), RuleCode::TooYoung);
    let table = [
        // A Monday; before Easter, with Good Friday and Easter Monday in between; before Christmas.
        ("2026-03-02", "2026-03-09"),
        ("2026-03-31", "2026-04-09"),
        ("2026-12-24", "2027-01-05"),
    ];
    for (today, due) in table {
        let flag = on(today, &born, None).unwrap();
        assert_eq!(flag.due_on.unwrap(), day(due), "{today}");
    }
}

#[test]
fn it_goes_to_the_link_team_of_the_setting_else_to_the_childs_own() {
    let own = child("2024-01-02");
    let nobodys = child::Model {
        health_team_id: None,
        ..own.clone()
    };
    let table = [
        (&own, Some(LINK), Some(LINK)),
        (&own, None, Some(OWN)),
        (&nobodys, Some(LINK), Some(LINK)),
        (&nobodys, None, None),
    ];
    for (child, link, asked) in table {
        let flag = on("2026-03-02", child, link).unwrap();
        assert_eq!(flag.health_team_id.unwrap(), asked);
        assert_eq!(flag.setting_id.unwrap(), SETTING);
    }
    let nowhere = child::Model {
        setting_id: None,
        ..own
    };
    assert_eq!(
        rule(on("2026-03-02", &nowhere, Some(LINK))),
        RuleCode::SettingRequired
    );
}

#[test]
fn the_parents_agreement_is_recorded_or_the_reason_why_not() {
    let (mother, today) = (mother(ParentalResponsibility::Held), day("2026-03-02"));
    let agreed = Agreement {
        agreed: true,
        by: Some(&mother),
        on: None,
        not_agreed_reason: None,
    };
    let reason = Some("They did not want it.");
    let (past, future) = (Some(day("2026-02-27")), Some(day("2026-03-03")));
    let table: [(Agreement<'_>, &[&str]); 9] = [
        (agreed, &[]),
        (Agreement { on: past, ..agreed }, &[]),
        (Agreement { on: future, ..agreed }, &["input.agreedOn"]),
        (Agreement { by: None, ..agreed }, &["input.agreedBy"]),
        (
            Agreement {
                not_agreed_reason: reason,
                ..agreed
            },
            &["input.notAgreedReason"],
        ),
        (ASKED_WITHOUT, &[]),
        (
            Agreement {
                not_agreed_reason: None,
                ..ASKED_WITHOUT
            },
            &["input.notAgreedReason"],
        ),
        (
            Agreement {
                by: Some(&mother),
                ..ASKED_WITHOUT
            },
            &["input.agreedBy"],
        ),
        (
            Agreement {
                on: past,
                ..ASKED_WITHOUT
            },
            &["input.agreedOn"],
        ),
    ];
    for (parents, expected) in table {
        let flag = raise(
            BY,
            (&child("2024-01-02"), None),
            wish("Seen.", parents),
            (0, today),
        );
        assert_eq!(flag.is_ok(), expected.is_empty());
        let wrong: Vec<String> = match flag.map_err(refusal) {
            Err(Refusal::Invalid(wrong)) => wrong.iter().map(|one| one.path.join(".")).collect(),
            _ => Vec::new(),
        };
        assert_eq!(wrong, expected, "{parents:?}");
    }
}

#[test]
fn only_who_holds_responsibility_agrees_for_the_child() {
    let stepfather = mother(ParentalResponsibility::NotHeld);
    let parents = Agreement {
        agreed: true,
        by: Some(&stepfather),
        on: None,
        not_agreed_reason: None,
    };
    let flag = raise(
        BY,
        (&child("2024-01-02"), None),
        wish("Seen.", parents),
        (0, day("2026-03-02")),
    );
    assert_eq!(rule(flag), RuleCode::NoParentalResponsibility);
    let often = raise(
        BY,
        (&child("2024-01-02"), None),
        wish("Seen.", ASKED_WITHOUT),
        (MOST, day("2026-03-02")),
    );
    assert_eq!(rule(often), RuleCode::TooMany);
}

#[test]
fn it_is_overdue_the_day_after_and_only_while_it_waits() {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    let row = early_flag::Model {
        id: EarlyFlagId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        child_id: ChildId(Uuid::from_u128(3)),
        setting_id: SETTING,
        health_team_id: Some(LINK),
        topic: Topic::Hearing,
        level: ConcernLevel::Watch,
        seen: String::new(),
        parents_agreed: false,
        agreed_by_id: None,
        agreed_on: None,
        not_agreed_reason: None,
        raised_by_id: BY.id,
        raised_by_role: BY.role,
        status: EarlyFlagStatus::Raised,
        due_on: day("2026-03-09"),
        outcome: None,
        answer: None,
        answered_by_id: None,
        answered_by_role: None,
        answered_at: None,
        withdrawn_reason: None,
        version: 1,
        created_at: at,
        updated_at: at,
    };
    assert!(!is_overdue(&row, day("2026-03-09")), "not on the day itself");
    assert!(is_overdue(&row, day("2026-03-10")));
    for status in [EarlyFlagStatus::Answered, EarlyFlagStatus::Withdrawn] {
        let row = early_flag::Model {
            status,
            ..row.clone()
        };
        assert!(!is_overdue(&row, day("2026-03-10")), "{status:?}");
    }
}

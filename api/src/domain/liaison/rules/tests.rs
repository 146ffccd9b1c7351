//! The rules of liaison threads, in tables.

use entity::ids::{AuthorityId, LiaisonReadId, ReviewId};
use sea_orm::prelude::Uuid;

use super::*;
use crate::domain::directory::fixtures;
use crate::problem::Refusal;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const NOW: &str = "2026-03-27T10:00:00Z";

fn by(id: u128, role: Role) -> Author {
    Author {
        id: PractitionerId(Uuid::from_u128(id)),
        role,
        at: at(NOW),
    }
}

fn message(kind: LiaisonKind, status: LiaisonStatus) -> liaison_message::Model {
    liaison_message::Model {
        id: LiaisonMessageId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        kind,
        status,
        author_id: PractitionerId(Uuid::from_u128(7)),
        author_role: Role::KeyPerson,
        to_discipline: Some(Discipline::Health),
        to_role: None,
        to_practitioner_id: None,
        text: "Has she been seen?".to_owned(),
        in_reply_to_id: None,
        expected_by: Some(at("2026-03-30T10:00:00Z")),
        answer_id: None,
        answered_by_id: None,
        answered_by_role: None,
        answered_at: None,
        resolved_by_id: None,
        resolved_by_role: None,
        resolved_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn wish(kind: LiaisonKind) -> Wish<'static> {
    Wish {
        kind,
        text: "Has she been seen?",
        expected_by: None,
        expected_days: None,
    }
}

const HEALTH: Addressee<'static> = Addressee {
    discipline: Some(Discipline::Health),
    role: None,
    person: None,
};

/// The first field that is wrong, or "done".
fn wrong<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => problems[0].path.join("."),
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            other => format!("{other:?}"),
        },
        Err(other) => format!("{other:?}"),
    }
}

#[test]
fn a_message_is_for_a_profession_or_a_role_and_for_somebody_of_it() {
    let person = fixtures::practitioner(9, AuthorityId(Uuid::from_u128(2)));
    let held = [Role::HealthVisitor];
    let somebody = Some((&person, &held[..]));
    let table = [
        (None, None, None, "input.to"),
        (
            Some(Discipline::Health),
            Some(Role::HealthVisitor),
            None,
            "input.to",
        ),
        (Some(Discipline::Health), None, None, "done"),
        (None, Some(Role::EarlyYearsServiceLead), None, "done"),
        (None, Some(Role::Parent), None, "input.to.role"),
        (None, Some(Role::AuthorityAdmin), None, "input.to.role"),
        (None, Some(Role::HealthVisitor), somebody, "done"),
        (Some(Discipline::Health), None, somebody, "done"),
        (
            Some(Discipline::EarlyYears),
            None,
            somebody,
            "input.to.practitioner",
        ),
        (None, Some(Role::KeyPerson), somebody, "input.to.practitioner"),
    ];
    for (discipline, role, person, expected) in table {
        let to = Addressee {
            discipline,
            role,
            person,
        };
        let posted = post(wish(LiaisonKind::Note), to, by(7, Role::KeyPerson));
        assert_eq!(wrong(posted), expected, "{discipline:?} {role:?}");
    }
    let gone = practitioner::Model {
        status: DirectoryStatus::Inactive,
        ..person.clone()
    };
    let to = Addressee {
        person: Some((&gone, &held)),
        ..HEALTH
    };
    let posted = post(wish(LiaisonKind::Note), to, by(7, Role::KeyPerson));
    assert_eq!(wrong(posted), "input.to.practitioner");
}

#[test]
fn a_question_says_by_when_it_is_answered() {
    let asked = |wish: Wish<'_>| post(wish, HEALTH, by(7, Role::KeyPerson));
    let at_time = |text: &str| Wish {
        expected_by: Some(at(text)),
        ..wish(LiaisonKind::Question)
    };
    assert_eq!(wrong(asked(at_time("2026-03-27T10:00:00Z"))), "input.expectedBy");
    assert_eq!(wrong(asked(at_time("2026-03-27T10:00:01Z"))), "done");
    let in_days = |kind, days| Wish {
        expected_days: Some(days),
        ..wish(kind)
    };
    assert_eq!(
        wrong(asked(in_days(LiaisonKind::CallBack, 0))),
        "input.expectedWorkingDays"
    );
    assert_eq!(
        wrong(asked(in_days(LiaisonKind::CallBack, i32::MAX))),
        "input.expectedWorkingDays"
    );
    assert_eq!(wrong(asked(in_days(LiaisonKind::Note, 1))), "input.expectedBy");
    let both = Wish {
        expected_days: Some(1),
        ..at_time("2026-03-28T10:00:00Z")
    };
    assert_eq!(wrong(asked(both)), "input.expectedWorkingDays");
    // A Friday; the clocks go forward on the Sunday, and Easter comes after.
    let table = [(Some(1), "2026-03-30T23:00:00Z"), (None, "2026-04-07T23:00:00Z")];
    for (days, expected) in table {
        let wish = Wish {
            expected_days: days,
            ..wish(LiaisonKind::Question)
        };
        let posted = asked(wish).unwrap();
        assert_eq!(posted.expected_by, Set(Some(at(expected))), "{days:?}");
        assert_eq!(posted.status, Set(LiaisonStatus::Open));
    }
    assert_eq!(
        within(1, at("2026-01-05T10:00:00Z")),
        Some(at("2026-01-07T00:00:00Z"))
    );
    let noted = asked(wish(LiaisonKind::Note)).unwrap();
    assert_eq!(
        (noted.status, noted.expected_by),
        (Set(LiaisonStatus::Noted), Set(None))
    );
}

#[test]
fn the_first_reply_of_somebody_else_answers() {
    let reply_id = LiaisonMessageId(Uuid::from_u128(20));
    let table = [
        (LiaisonStatus::Open, 8, true),
        (LiaisonStatus::Open, 7, false),
        (LiaisonStatus::Answered, 8, false),
        (LiaisonStatus::Resolved, 8, false),
        (LiaisonStatus::Noted, 8, false),
    ];
    for (status, who, expected) in table {
        let row = message(LiaisonKind::Question, status);
        let answered = answer(&row, reply_id, by(who, Role::HealthVisitor));
        assert_eq!(answered.is_some(), expected, "{status:?} {who}");
    }
    let row = message(LiaisonKind::Question, LiaisonStatus::Open);
    let written = reply(&row, "Yes, on Monday.", 0, by(8, Role::HealthVisitor)).unwrap();
    assert_eq!(
        written.to_role,
        Set(Some(Role::KeyPerson)),
        "to whoever asked, and their role"
    );
    assert_eq!(written.in_reply_to_id, Set(Some(row.id)));
    assert_eq!(
        wrong(reply(&row, "Yes.", 100, by(8, Role::HealthVisitor))),
        "TOO_MANY"
    );
    assert_eq!(
        wrong(reply(&row, " ", 0, by(8, Role::HealthVisitor))),
        "input.text"
    );
}

#[test]
fn a_message_is_read_once_by_each() {
    let row = message(LiaisonKind::Note, LiaisonStatus::Noted);
    let mark = liaison_read::Model {
        id: LiaisonReadId(Uuid::from_u128(30)),
        authority_id: row.authority_id,
        review_id: row.review_id,
        message_id: row.id,
        practitioner_id: PractitionerId(Uuid::from_u128(8)),
        role: Role::HealthVisitor,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    let known = [mark];
    assert!(read(&row, &known, by(8, Role::HealthVisitor)).is_none());
    assert!(read(&row, &known, by(9, Role::HealthVisitor)).is_some());
}

#[test]
fn only_what_waits_is_overdue() {
    let table = [
        (LiaisonStatus::Open, "2026-03-30T10:00:00Z", false),
        (LiaisonStatus::Open, "2026-03-30T10:00:01Z", true),
        (LiaisonStatus::Answered, "2026-03-30T10:00:01Z", false),
        (LiaisonStatus::Resolved, "2026-03-30T10:00:01Z", false),
    ];
    for (status, now, expected) in table {
        let row = message(LiaisonKind::CallBack, status);
        assert_eq!(is_overdue(&row, at(now)), expected, "{status:?} {now}");
    }
}

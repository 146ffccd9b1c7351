use async_graphql::MaybeUndefined;
use chrono::DateTime;
use entity::enums::{CarerRelationship, ParentViewProgress, ParentalResponsibility, ValueSet};
use entity::ids::{AuthorityId, CarerId, ParentViewId, ReviewId};

use super::*;
use crate::domain::parent_view::input::ParentViewAmendInput;
use crate::domain::parent_view::progress;
use crate::gql::scalars::Date;
use crate::problem::Refusal;

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn today() -> NaiveDate {
    "2026-03-02".parse().unwrap()
}

fn carer(child: u128) -> carer::Model {
    carer::Model {
        id: CarerId(uuid(20)),
        authority_id: AuthorityId(uuid(2)),
        child_id: ChildId(uuid(child)),
        given_name: String::new(),
        family_name: String::new(),
        relationship: CarerRelationship::BiologicalMother,
        parental_responsibility: ParentalResponsibility::NotHeld,
        language: None,
        interpreter_needed: false,
        email: None,
        phone: None,
        issuer: None,
        subject: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn row(status: ParentViewStatus) -> parent_view::Model {
    parent_view::Model {
        id: ParentViewId(uuid(1)),
        authority_id: AuthorityId(uuid(2)),
        review_id: ReviewId(uuid(4)),
        carer_id: CarerId(uuid(20)),
        status,
        asked_on: None,
        asked_by_id: None,
        asked_by_role: None,
        enjoys: Some("Trains.".to_owned()),
        development: None,
        priorities: None,
        worries: None,
        talk_first: None,
        channel: Some(ParentViewChannel::Telephone),
        language: None,
        interpreter_used: false,
        open_to_other_parents: false,
        given_on: Some(today()),
        recorded_by_id: Some(uuid(10)),
        recorded_by_role: Some(Role::HealthVisitor),
        ended_on: None,
        ended_reason: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn speaker<'a>(carer: Option<&'a carer::Model>, earlier: Option<&'a parent_view::Model>) -> Speaker<'a> {
    Speaker {
        child: ChildId(uuid(3)),
        carer,
        earlier,
        known: 0,
    }
}

fn by(role: Role) -> Scribe {
    Scribe {
        entry: uuid(10),
        role,
    }
}

fn said(channel: Option<ParentViewChannel>) -> ParentViewRecordInput {
    ParentViewRecordInput {
        enjoys: Some("Trains.".to_owned()),
        channel,
        ..Default::default()
    }
}

/// The code of the rule that refused, or the field of the input.
fn refusal<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            Refusal::Invalid(problems) => problems[0].path.join("."),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

#[test]
fn parents_write_it_themselves_and_practitioners_say_how_they_heard() {
    use ParentViewChannel::{InWriting, OwnHand, Telephone};
    let mother = carer(3);
    let table = [
        (Role::Parent, None, "done"),
        (Role::Parent, Some(OwnHand), "done"),
        (Role::Parent, Some(Telephone), "input.channel"),
        (Role::HealthVisitor, None, "input.channel"),
        (Role::HealthVisitor, Some(OwnHand), "input.channel"),
        (Role::HealthVisitor, Some(Telephone), "done"),
        (Role::KeyPerson, Some(InWriting), "done"),
    ];
    for (role, channel, expected) in table {
        let outcome = record(by(role), &speaker(Some(&mother), None), &said(channel), today());
        assert_eq!(refusal(outcome), expected, "{role:?} {channel:?}");
    }
}

#[test]
fn whoever_speaks_is_a_carer_of_the_child_in_use_with_responsibility_or_without() {
    let record = |carer: Option<&carer::Model>, known| {
        let speaker = Speaker {
            known,
            ..speaker(carer, None)
        };
        let telephone = said(Some(ParentViewChannel::Telephone));
        refusal(record(by(Role::KeyPerson), &speaker, &telephone, today()))
    };
    assert_eq!(
        record(Some(&carer(3)), 0),
        "done",
        "no responsibility is asked for"
    );
    assert_eq!(record(None, 0), "input.givenBy");
    assert_eq!(record(Some(&carer(9)), 0), "NOT_OF_THIS_CHILD");
    let gone = carer::Model {
        status: DirectoryStatus::Inactive,
        ..carer(3)
    };
    assert_eq!(record(Some(&gone), 0), "NOT_ACTIVE");
    assert_eq!(record(Some(&carer(3)), MOST), "TOO_MANY");
}

#[test]
fn an_account_says_something_and_lies_in_the_past() {
    let mother = carer(3);
    let with = |input: ParentViewRecordInput| {
        refusal(record(
            by(Role::Parent),
            &speaker(Some(&mother), None),
            &input,
            today(),
        ))
    };
    assert_eq!(with(ParentViewRecordInput::default()), "input.enjoys");
    let blank = ParentViewRecordInput {
        worries: Some(" ".to_owned()),
        ..Default::default()
    };
    assert_eq!(with(blank), "input.worries");
    let late = ParentViewRecordInput {
        given_on: Some(Date("2026-03-03".parse().unwrap())),
        ..said(None)
    };
    assert_eq!(with(late), "input.givenOn");
}

#[test]
fn one_account_a_carer_in_every_state() {
    use ParentViewStatus::{Asked, Declined, Given, Withdrawn};
    let mother = carer(3);
    let table = [
        (Asked, ["NOTHING_TO_CHANGE", "done", "done"]),
        (Given, ["NOTHING_TO_CHANGE"; 3]),
        (Declined, ["done"; 3]),
        (Withdrawn, ["done"; 3]),
    ];
    for (status, expected) in table {
        let earlier = row(status);
        let speaker = speaker(Some(&mother), Some(&earlier));
        let found = [
            refusal(ask(by(Role::HealthVisitor), &speaker, (None, today()))),
            refusal(record(by(Role::Parent), &speaker, &said(None), today())),
            refusal(decline(&speaker, None, (None, today()))),
        ];
        assert_eq!(found, expected, "{status:?}");
    }
}

#[test]
fn what_a_parent_amends_is_theirs_from_then_on() {
    let input = ParentViewAmendInput {
        worries: MaybeUndefined::Value("She does not sleep.".to_owned()),
        ..Default::default()
    };
    let row = row(ParentViewStatus::Given);
    let theirs = amend(&row, Role::Parent, &input).unwrap();
    assert_eq!(theirs.recorded_by_id, Set(Some(row.carer_id.0)));
    assert_eq!(theirs.channel, Set(Some(ParentViewChannel::OwnHand)));
    let recorded = amend(&row, Role::HealthVisitor, &input).unwrap();
    assert!(recorded.recorded_by_id.is_not_set());
    let emptied = ParentViewAmendInput {
        enjoys: MaybeUndefined::Null,
        ..Default::default()
    };
    assert_eq!(refusal(amend(&row, Role::Parent, &emptied)), "input.enjoys");
    let same = ParentViewAmendInput {
        enjoys: MaybeUndefined::Value("Trains.".to_owned()),
        ..Default::default()
    };
    assert_eq!(refusal(amend(&row, Role::Parent, &same)), "NOTHING_TO_CHANGE");
}

#[test]
fn the_view_is_in_once_somebody_gave_it_or_nobody_wants_to() {
    use ParentViewStatus::{Asked, Declined, Given, Withdrawn};
    let table: [(&[ParentViewStatus], ParentViewProgress, bool); 7] = [
        (&[], ParentViewProgress::NotAsked, false),
        (&[Asked], ParentViewProgress::Asked, false),
        (&[Asked, Given], ParentViewProgress::Given, true),
        (&[Asked, Declined], ParentViewProgress::Asked, false),
        (&[Declined], ParentViewProgress::Declined, true),
        (&[Withdrawn], ParentViewProgress::Declined, true),
        (&[Withdrawn, Given], ParentViewProgress::Given, true),
    ];
    for (statuses, expected, is_in) in table {
        let rows: Vec<parent_view::Model> = statuses.iter().copied().map(row).collect();
        let found = progress::of(rows.iter());
        assert_eq!((found, progress::is_in(found)), (expected, is_in), "{statuses:?}");
    }
}

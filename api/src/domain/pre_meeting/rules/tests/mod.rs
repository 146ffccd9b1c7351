//! The rules of pre-meetings, in tables.

use chrono::NaiveDate;
use entity::concern;
use entity::enums::{ConcernLevel, ConcernStatus, Restriction, ReviewCycle, Sensitivity, Topic, TopicLead};
use entity::ids::{AuthorityId, ChildId, ConcernId, PreMeetingTopicId, ReviewId};
use sea_orm::prelude::Uuid;

use super::*;

mod topics;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const NOW: &str = "2026-03-02T09:00:00Z";

fn by(role: Role) -> Actor {
    Actor {
        id: PractitionerId(Uuid::from_u128(role as u128 + 100)),
        role,
        at: at(NOW),
    }
}

fn meeting(status: PreMeetingStatus) -> pre_meeting::Model {
    pre_meeting::Model {
        id: PreMeetingId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        status,
        opened_by_id: by(Role::KeyPerson).id,
        opened_by_role: Role::KeyPerson,
        scheduled_at: None,
        medium: None,
        note: None,
        agenda: 1,
        health_signed_by_id: None,
        health_signed_by_role: None,
        health_signed_at: None,
        early_years_signed_by_id: None,
        early_years_signed_by_role: None,
        early_years_signed_at: None,
        review_status_before: None,
        closed_by_id: None,
        closed_by_role: None,
        closed_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn topic(position: i32) -> pre_meeting_topic::Model {
    pre_meeting_topic::Model {
        id: PreMeetingTopicId(Uuid::from_u128(10)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        pre_meeting_id: PreMeetingId(Uuid::from_u128(1)),
        position,
        topic: Topic::Sleep,
        concern_id: None,
        title: None,
        sensitive: true,
        added_by_id: by(Role::KeyPerson).id,
        added_by_role: Role::KeyPerson,
        wording: None,
        proposed_by_id: None,
        proposed_by_role: None,
        proposed_at: None,
        health_agreed_by_id: None,
        health_agreed_at: None,
        early_years_agreed_by_id: None,
        early_years_agreed_at: None,
        lead: None,
        not_in_presence: None,
        parent_alone: false,
        status: PreMeetingTopicStatus::Open,
        deferred_until: None,
        outcome_note: None,
        settled_by_id: None,
        settled_by_role: None,
        settled_at: None,
        removed_reason: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn proposed(role: Role) -> pre_meeting_topic::Model {
    let health = role.discipline() == Some(Discipline::Health);
    pre_meeting_topic::Model {
        wording: Some("We have seen that she is tired.".to_owned()),
        proposed_by_id: Some(by(role).id),
        proposed_by_role: Some(role),
        proposed_at: Some(at(NOW)),
        health_agreed_at: health.then(|| at(NOW)),
        early_years_agreed_at: (!health).then(|| at(NOW)),
        ..topic(1)
    }
}

fn agreed() -> pre_meeting_topic::Model {
    pre_meeting_topic::Model {
        health_agreed_at: Some(at(NOW)),
        early_years_agreed_at: Some(at(NOW)),
        lead: Some(TopicLead::Jointly),
        ..proposed(Role::KeyPerson)
    }
}

fn review(status: ReviewStatus) -> review::Model {
    review::Model {
        id: ReviewId(Uuid::from_u128(3)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        child_id: ChildId(Uuid::from_u128(4)),
        cycle: ReviewCycle::TwoYear,
        delivery_model: DeliveryModel::JointMeeting,
        status,
        health_team_id: None,
        setting_id: None,
        restriction: Restriction::Unrestricted,
        window_opens_on: day("2026-01-02"),
        window_closes_on: day("2026-07-02"),
        due_on: day("2026-04-02"),
        invited_on: None,
        scheduled_at: None,
        duration_minutes: None,
        place: None,
        place_detail: None,
        meeting_change_reason: None,
        model_change_reason: None,
        ended_on: None,
        end_reason: None,
        protocol_id: None,
        protocol_number: None,
        revision: 1,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn concern(sensitivity: Sensitivity) -> concern::Model {
    concern::Model {
        id: ConcernId(Uuid::from_u128(5)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        topic: Topic::HomeAndFamily,
        level: ConcernLevel::Concern,
        original_level: ConcernLevel::Concern,
        sensitivity,
        evidence: "Noticed.".to_owned(),
        raised_by_practitioner_id: Some(by(Role::HealthVisitor).id),
        raised_by_carer_id: None,
        raised_by_role: Role::HealthVisitor,
        status: ConcernStatus::Open,
        withdrawn_reason: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

/// The rule that refused, or "done".
fn rule<T: std::fmt::Debug>(outcome: &Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match refusal.as_ref() {
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            Refusal::Invalid(problems) => problems[0].path.join("."),
            other => format!("{other:?}"),
        },
        Err(other) => format!("{other:?}"),
    }
}

#[test]
fn a_child_in_no_setting_has_nobody_to_speak_with() {
    let joint = review(ReviewStatus::Invited);
    assert_eq!(rule(&open(&joint, by(Role::AreaSenco))), "done");
    let alone = review::Model {
        delivery_model: DeliveryModel::HealthOnly,
        ..joint
    };
    assert_eq!(rule(&open(&alone, by(Role::HealthVisitor))), "SETTING_REQUIRED");
}

#[test]
fn a_time_lies_ahead_and_changes_something() {
    let wish = |text: &str| Appointment {
        at: at(text),
        medium: PreMeetingMedium::Telephone,
        note: None,
    };
    let row = meeting(PreMeetingStatus::Open);
    let set = |text: &str| schedule(&row, wish(text), at(NOW));
    assert_eq!(rule(&set("2026-03-02T09:00:00Z")), "input.scheduledAt");
    let change = set("2026-03-03T09:00:00Z").unwrap();
    assert_eq!(change.status, Set(PreMeetingStatus::Scheduled));
    let row = pre_meeting::Model {
        scheduled_at: Some(at("2026-03-03T09:00:00Z")),
        medium: Some(PreMeetingMedium::Telephone),
        ..row
    };
    let again = schedule(&row, wish("2026-03-03T09:00:00Z"), at(NOW));
    assert_eq!(rule(&again), "NOTHING_TO_CHANGE");
}

#[test]
fn whoever_has_joined_does_not_join_again() {
    let id = PreMeetingId(Uuid::from_u128(1));
    let first = join(id, &[], by(Role::KeyPerson)).expect("a first time");
    assert_eq!(first.practitioner_id, Set(by(Role::KeyPerson).id));
    let known = pre_meeting_attendance::Model {
        id: entity::ids::PreMeetingAttendanceId(Uuid::from_u128(9)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        pre_meeting_id: id,
        practitioner_id: by(Role::KeyPerson).id,
        role: Role::KeyPerson,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    assert!(join(id, std::slice::from_ref(&known), by(Role::KeyPerson)).is_none());
    assert!(join(id, &[known], by(Role::HealthVisitor)).is_some());
}

#[test]
fn each_profession_signs_once_and_the_second_moves_the_review() {
    let row = meeting(PreMeetingStatus::Open);
    let scheduled = review(ReviewStatus::Scheduled);
    let first = sign_off(&row, &[agreed()], &scheduled, by(Role::HealthVisitor)).unwrap();
    assert_eq!(first.status, PreMeetingStatus::Open);
    assert!(first.review.is_none() && first.change.health_signed_at.is_set());
    let half = pre_meeting::Model {
        health_signed_by_id: Some(by(Role::HealthVisitor).id),
        health_signed_by_role: Some(Role::HealthVisitor),
        health_signed_at: Some(at(NOW)),
        ..row
    };
    let twice = sign_off(&half, &[], &scheduled, by(Role::CommunityNurseryNurse));
    assert_eq!(rule(&twice), "NOTHING_TO_CHANGE");
    let table = [
        (ReviewStatus::Due, None),
        (ReviewStatus::Invited, None),
        (ReviewStatus::Scheduled, Some(ReviewStatus::Scheduled)),
        (ReviewStatus::Ready, Some(ReviewStatus::Ready)),
        (ReviewStatus::AwaitingContributions, None),
    ];
    for (from, before) in table {
        let second = sign_off(&half, &[], &review(from), by(Role::KeyPerson)).unwrap();
        assert_eq!(second.status, PreMeetingStatus::SignedOff, "{from:?}");
        let to = second.review.map(|(to, _)| to);
        assert_eq!(to, before.map(|_| ReviewStatus::PreMeetingHeld), "{from:?}");
        let kept = match second.change.review_status_before {
            Set(kept) => kept,
            _ => None,
        };
        assert_eq!(kept, before, "{from:?}");
    }
}

#[test]
fn a_sensitive_topic_needs_agreed_words_and_a_lead_before_anybody_signs() {
    let row = meeting(PreMeetingStatus::Scheduled);
    let sign = |topic: pre_meeting_topic::Model| {
        let topics = [agreed(), topic];
        sign_off(&row, &topics, &review(ReviewStatus::Ready), by(Role::KeyPerson))
    };
    let without_lead = pre_meeting_topic::Model {
        lead: None,
        ..agreed()
    };
    for lacking in [topic(1), proposed(Role::KeyPerson), without_lead] {
        assert_eq!(rule(&sign(lacking)), "TOPIC_NOT_AGREED");
    }
    let open = pre_meeting_topic::Model {
        sensitive: false,
        ..topic(2)
    };
    let settled = pre_meeting_topic::Model {
        status: PreMeetingTopicStatus::SafeguardingRoute,
        ..topic(3)
    };
    for done in [agreed(), open, settled] {
        assert_eq!(rule(&sign(done)), "done");
    }
    let Err(Problem::Refused(refusal)) = sign(topic(4)) else {
        panic!("refused")
    };
    let Refusal::Rule { missing, .. } = *refusal else {
        panic!("a rule")
    };
    assert_eq!(
        missing,
        ["topic 4 (SLEEP): agreed words", "topic 4 (SLEEP): who leads"]
    );
}

#[test]
fn a_change_voids_the_signatures_and_the_review_stands_where_it_stood() {
    let signed = pre_meeting::Model {
        scheduled_at: Some(at("2026-03-03T09:00:00Z")),
        health_signed_at: Some(at(NOW)),
        early_years_signed_at: Some(at(NOW)),
        review_status_before: Some(ReviewStatus::Ready),
        ..meeting(PreMeetingStatus::SignedOff)
    };
    let change = agenda_changed(&signed);
    assert_eq!(change.status, Set(PreMeetingStatus::Scheduled));
    assert_eq!(
        (change.health_signed_at, change.early_years_signed_at),
        (Set(None), Set(None))
    );
    assert_eq!((change.agenda, change.review_status_before), (Set(2), Set(None)));
    assert!(super::signed(&signed).is_some() && super::signed(&meeting(PreMeetingStatus::Open)).is_none());
    let to = |status| back(&signed, &review(status)).map(|(to, _)| to);
    assert_eq!(to(ReviewStatus::PreMeetingHeld), Some(ReviewStatus::Ready));
    assert_eq!(to(ReviewStatus::InReview), None, "it has moved on");
    let elsewhere = pre_meeting::Model {
        review_status_before: None,
        ..signed
    };
    assert!(back(&elsewhere, &review(ReviewStatus::PreMeetingHeld)).is_none());
}

#[test]
fn it_closes_when_each_sensitive_topic_has_its_outcome() {
    let closes = |topic| rule(&close(&[topic], by(Role::KeyPerson)));
    assert_eq!(closes(agreed()), "OUTCOME_MISSING");
    let with = |status| pre_meeting_topic::Model { status, ..topic(1) };
    for status in [
        PreMeetingTopicStatus::Discussed,
        PreMeetingTopicStatus::Deferred,
        PreMeetingTopicStatus::SafeguardingRoute,
        PreMeetingTopicStatus::Removed,
    ] {
        assert_eq!(closes(with(status)), "done", "{status:?}");
    }
    let plain = pre_meeting_topic::Model {
        sensitive: false,
        ..topic(1)
    };
    assert_eq!(closes(plain), "done");
    let goes = |status| rule(&goes_on(&meeting(status)));
    assert_eq!(goes(PreMeetingStatus::SignedOff), "done");
    assert_eq!(goes(PreMeetingStatus::Closed), "PRE_MEETING_CLOSED");
}

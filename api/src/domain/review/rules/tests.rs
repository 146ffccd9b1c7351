use chrono::{DateTime, Utc};
use entity::enums::{Restriction, ReviewEnd, VisitPlace};
use entity::ids::{AuthorityId, ChildId, OrganisationId, ReviewId};
use sea_orm::ActiveValue;
use sea_orm::prelude::Uuid;

use super::ending::status;
use super::*;
use crate::problem::Refusal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const NOW: &str = "2026-11-22T09:00:00Z";

fn review() -> review::Model {
    review::Model {
        id: ReviewId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        child_id: ChildId(Uuid::from_u128(3)),
        cycle: ReviewCycle::TwoYear,
        delivery_model: DeliveryModel::JointMeeting,
        status: ReviewStatus::Scheduled,
        health_team_id: None,
        setting_id: Some(OrganisationId(Uuid::from_u128(4))),
        restriction: Restriction::Unrestricted,
        window_opens_on: day("2026-08-01"),
        window_closes_on: day("2027-02-01"),
        due_on: day("2026-11-01"),
        invited_on: Some(day("2026-10-01")),
        scheduled_at: Some(at("2026-12-01T10:00:00Z")),
        duration_minutes: Some(45),
        place: Some(VisitPlace::FamilyHome),
        place_detail: Some("the blue door".to_owned()),
        meeting_change_reason: None,
        model_change_reason: None,
        ended_on: None,
        end_reason: None,
        protocol_id: None,
        protocol_number: None,
        revision: 1,
        version: 1,
        created_at: at(NOW),
        updated_at: at(NOW),
    }
}

/// What was refused, in short: the fields, or the rule.
fn refused<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => {
                let paths = problems.iter().map(|problem| problem.path.join("."));
                paths.collect::<Vec<_>>().join(" ")
            }
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

#[test]
fn a_meeting_lies_in_the_future_lasts_10_to_240_minutes_and_has_a_place() {
    let try_it = |when: &str, minutes, place| {
        let mut homeless = review();
        homeless.setting_id = None;
        let wish = Schedule {
            at: at(when),
            minutes,
            place,
            detail: None,
        };
        refused(schedule(&homeless, &wish, at(NOW)))
    };
    let (later, home) = ("2026-11-23T09:00:00Z", VisitPlace::FamilyHome);
    assert_eq!(try_it(later, None, home), "done");
    assert_eq!(try_it(later, Some(10), home), "done");
    assert_eq!(try_it(later, Some(240), home), "done");
    assert_eq!(try_it(later, Some(9), home), "input.durationMinutes");
    assert_eq!(
        try_it(NOW, Some(241), home),
        "input.scheduledAt input.durationMinutes"
    );
    assert_eq!(
        try_it(later, None, VisitPlace::EarlyYearsSetting),
        "SETTING_REQUIRED"
    );
    let wish = Schedule {
        at: at(later),
        minutes: None,
        place: VisitPlace::EarlyYearsSetting,
        detail: Some(" Room 2 "),
    };
    let change = schedule(&review(), &wish, at(NOW)).unwrap();
    assert_eq!(change.duration_minutes, Set(Some(45)));
    assert_eq!(change.place_detail, Set(Some("Room 2".to_owned())));
    assert_eq!(change.status, Set(ReviewStatus::Scheduled));
}

#[test]
fn what_a_move_does_not_name_stays_but_the_name_of_a_left_place() {
    let later = Move {
        at: Some(at("2026-12-02T10:00:00Z")),
        ..Default::default()
    };
    let change = reschedule(&review(), &later, at(NOW)).unwrap();
    assert_eq!(change.place_detail, ActiveValue::NotSet);
    assert_eq!(change.status, ActiveValue::NotSet);
    let elsewhere = Move {
        place: Some(VisitPlace::GpSurgery),
        ..Default::default()
    };
    let change = reschedule(&review(), &elsewhere, at(NOW)).unwrap();
    assert_eq!(change.place_detail, Set(None));
    assert_eq!(change.scheduled_at, ActiveValue::NotSet);
    let same = Move {
        at: review().scheduled_at,
        minutes: Some(45),
        ..Default::default()
    };
    assert_eq!(
        refused(reschedule(&review(), &same, at(NOW))),
        "NOTHING_TO_CHANGE"
    );
    let past = Move {
        at: Some(at(NOW)),
        minutes: Some(1),
        ..Default::default()
    };
    assert_eq!(
        refused(reschedule(&review(), &past, at(NOW))),
        "input.scheduledAt input.durationMinutes"
    );
}

#[test]
fn a_cancelled_review_waits_where_it_stood_before_it_had_a_date() {
    for (invited, to) in [(true, ReviewStatus::Invited), (false, ReviewStatus::Due)] {
        let mut row = review();
        row.invited_on = row.invited_on.filter(|_| invited);
        let (status, change) = cancel(&row, Cancel { reason: "ill" }).unwrap();
        assert_eq!(status, to);
        assert_eq!(
            (change.status, change.scheduled_at, change.place),
            (Set(to), Set(None), Set(None))
        );
    }
    assert_eq!(refused(cancel(&review(), Cancel { reason: " " })), "input.reason");
}

#[test]
fn the_model_changes_to_another_one_that_fits_the_child() {
    let mut row = review();
    let today = "2026-03-02".parse().unwrap();
    let followed = |model| crate::domain::protocol::steps::followed(&[], model, today).unwrap();
    let try_it = |row: &review::Model, model| refused(change_model(row, (model, &followed(model)), None));
    assert_eq!(try_it(&row, DeliveryModel::SeparateDirectShare), "done");
    assert_eq!(try_it(&row, DeliveryModel::JointMeeting), "MODEL_UNCHANGED");
    row.setting_id = None;
    assert_eq!(
        try_it(&row, DeliveryModel::SeparateDirectShare),
        "SETTING_REQUIRED"
    );
    assert_eq!(try_it(&row, DeliveryModel::HealthOnly), "done");
}

#[test]
fn every_end_has_its_status_and_its_reason() {
    let (now, today) = (at(NOW), day("2026-11-22"));
    for which in ReviewEnd::ALL {
        let wish = |reason, on| End {
            end: *which,
            reason,
            on,
        };
        let (to, change) = end(&review(), wish(Some("because"), None), (now, today)).unwrap();
        assert!(!to.is_open() && to == status(*which), "{to:?}");
        assert_eq!(change.ended_on, Set(Some(today)));
        assert_eq!(change.scheduled_at, Set(None), "struck: it was still to come");
        let half = matches!(which, ReviewEnd::HealthOnly | ReviewEnd::EarlyYearsOnly);
        let expected = if half { "done" } else { "input.reason" };
        assert_eq!(
            refused(end(&review(), wish(None, None), (now, today))),
            expected,
            "{which:?}"
        );
        for wrong in ["2026-11-23", "2024-07-31"] {
            let wish = wish(Some("because"), Some(day(wrong)));
            assert_eq!(
                refused(end(&review(), wish, (now, today))),
                "input.endedOn",
                "{wrong}"
            );
        }
    }
    let mut held = review();
    held.scheduled_at = Some(at("2026-11-20T10:00:00Z"));
    let wish = End {
        end: ReviewEnd::HealthOnly,
        reason: None,
        on: None,
    };
    let (_, change) = end(&held, wish, (now, today)).unwrap();
    assert_eq!(change.scheduled_at, ActiveValue::NotSet, "what was held stays");
}

use super::*;
use chrono::DateTime;
use entity::ids::{AuthorityId, ResponsibilityId, ReviewId};
use sea_orm::ActiveValue;
use sea_orm::prelude::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn case(due_on: &str, today: &str) -> Case {
    Case {
        due_on: day(due_on),
        today: day(today),
        named: Named {
            health_visitor: Some(PractitionerId(Uuid::from_u128(1))),
            key_person: Some(PractitionerId(Uuid::from_u128(2))),
        },
    }
}

fn default(model: DeliveryModel) -> Followed {
    followed(&[], model, day("2026-11-24")).unwrap()
}

fn value<T: Clone + Into<sea_orm::Value>>(value: &ActiveValue<T>) -> T {
    value.try_as_ref().unwrap().clone()
}

/// The rows that a plan comes to, as the database would give them back.
fn rows(planned: Vec<responsibility::ActiveModel>) -> Vec<responsibility::Model> {
    let row = |(number, row): (u128, responsibility::ActiveModel)| responsibility::Model {
        id: ResponsibilityId(Uuid::from_u128(number)),
        authority_id: AuthorityId(Uuid::nil()),
        review_id: ReviewId(Uuid::nil()),
        step: value(&row.step),
        party: value(&row.party),
        role: value(&row.role),
        practitioner_id: value(&row.practitioner_id),
        due_on: value(&row.due_on),
        required: value(&row.required),
        status: value(&row.status),
        reason: None,
        settled_by_id: None,
        settled_by_role: None,
        settled_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    (1..).zip(planned).map(row).collect()
}

fn planned(model: DeliveryModel, case: Case) -> Vec<responsibility::Model> {
    rows(plan(&default(model), case))
}

#[test]
fn a_step_of_both_is_a_part_for_each_with_whoever_is_named() {
    let rows = planned(DeliveryModel::JointMeeting, case("2026-11-24", "2026-10-01"));
    let meeting: Vec<_> = rows
        .iter()
        .filter(|row| row.step == ReviewStep::LeadMeeting)
        .map(|row| (row.party, row.practitioner_id.map(|id| id.0.as_u128())))
        .collect();
    assert_eq!(
        meeting,
        [(StepParty::Health, Some(1)), (StepParty::EarlyYears, Some(2))]
    );
    let view = rows.iter().find(|row| row.step == ReviewStep::RecordParentView);
    assert_eq!(view.unwrap().practitioner_id, None, "either may");
}

#[test]
fn dates_are_working_days_from_the_due_date_over_christmas() {
    // Monday 4 January 2027; 1 January, 28 and 25 December are bank holidays.
    let rows = planned(
        DeliveryModel::SeparateDirectShare,
        case("2027-01-04", "2026-11-24"),
    );
    let due = |step| {
        rows.iter()
            .find(|row| row.step == step)
            .map(|row| row.due_on.to_string())
    };
    let table = [
        (ReviewStep::RecordSharingAgreement, "2026-12-09"),
        (ReviewStep::InviteFamily, "2026-12-16"),
        (ReviewStep::ShareProgressCheck, "2026-12-23"),
        (ReviewStep::CompleteHealthReview, "2027-01-04"),
        (ReviewStep::ReturnFeedbackToSetting, "2027-01-11"),
    ];
    for (step, expected) in table {
        assert_eq!(due(step).as_deref(), Some(expected), "{step:?}");
    }
}

#[test]
fn nothing_is_due_before_it_is_planned() {
    let rows = planned(DeliveryModel::HealthOnly, case("2026-12-29", "2026-12-26"));
    let invite = rows
        .iter()
        .find(|row| row.step == ReviewStep::InviteFamily)
        .unwrap();
    assert_eq!(
        invite.due_on,
        day("2026-12-29"),
        "the first working day after Christmas"
    );
}

#[test]
fn another_model_keeps_what_is_done_and_lets_lapse_what_it_does_not_know() {
    let case = case("2026-12-01", "2026-10-01");
    let mut rows = planned(DeliveryModel::JointMeeting, case);
    for row in &mut rows {
        match row.step {
            ReviewStep::RecordParentView => row.status = ResponsibilityStatus::Done,
            ReviewStep::RecordSharingAgreement => row.status = ResponsibilityStatus::Waived,
            ReviewStep::InviteFamily => row.practitioner_id = Some(PractitionerId(Uuid::from_u128(9))),
            _ => {}
        }
    }
    let carried = default(DeliveryModel::SeparateParentCarried);
    let Replanned { new, changed } = replan(&rows, &carried, case);
    let steps: Vec<ReviewStep> = new.iter().map(|row| value(&row.step)).collect();
    assert_eq!(
        steps,
        [ReviewStep::ReturnFeedbackToSetting],
        "the parents' view is not asked for twice"
    );
    let lapsed: Vec<(ReviewStep, StepParty)> = changed
        .iter()
        .filter(|(_, change)| change.status == Set(ResponsibilityStatus::Lapsed))
        .map(|(row, _)| (row.step, row.party))
        .collect();
    assert_eq!(
        lapsed,
        [
            (ReviewStep::HoldPreMeeting, StepParty::Health),
            (ReviewStep::HoldPreMeeting, StepParty::EarlyYears),
            (ReviewStep::LeadMeeting, StepParty::Health),
            (ReviewStep::LeadMeeting, StepParty::EarlyYears),
            (ReviewStep::AgreeActions, StepParty::EarlyYears),
        ]
    );
    let moved = |step| {
        changed
            .iter()
            .find(|(row, _)| row.step == step)
            .map(|(_, change)| change)
    };
    assert!(
        moved(ReviewStep::InviteFamily).is_none(),
        "due on the same day, and whoever was named stays"
    );
    let check = moved(ReviewStep::CompleteProgressCheck).unwrap();
    assert_eq!(check.due_on, Set(day("2026-11-17")));
    assert!(
        changed
            .iter()
            .all(|(row, _)| row.status == ResponsibilityStatus::Open)
    );
}

#[test]
fn back_in_the_first_model_what_had_lapsed_is_open_again() {
    let case = case("2026-12-01", "2026-10-01");
    let mut rows = planned(DeliveryModel::JointMeeting, case);
    for row in &mut rows {
        if row.step == ReviewStep::LeadMeeting {
            row.status = ResponsibilityStatus::Lapsed;
        }
    }
    let Replanned { new, changed } = replan(&rows, &default(DeliveryModel::JointMeeting), case);
    assert!(new.is_empty());
    let opened: Vec<_> = changed
        .iter()
        .map(|(row, change)| (row.step, change.status.clone()))
        .collect();
    let lead = (ReviewStep::LeadMeeting, Set(ResponsibilityStatus::Open));
    assert_eq!(opened, [lead.clone(), lead]);
}

use super::fixtures::{SETTING, check, code, day, wrong};
use super::*;
use chrono::DateTime;
use entity::enums::{Restriction, ReviewCycle, ReviewStatus, StepParty};
use entity::ids::{AuthorityId, ChildId, ResponsibilityId, ReviewId};
use sea_orm::ActiveValue;
use sea_orm::prelude::Uuid;

use crate::gql::scalars::Date;

const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(6));

fn review(setting: Option<OrganisationId>, model: DeliveryModel) -> review::Model {
    review::Model {
        id: ReviewId(Uuid::from_u128(3)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        child_id: ChildId(Uuid::from_u128(9)),
        cycle: ReviewCycle::TwoYear,
        delivery_model: model,
        status: ReviewStatus::Due,
        health_team_id: None,
        setting_id: setting,
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

fn duty(step: ReviewStep, status: ResponsibilityStatus) -> responsibility::Model {
    responsibility::Model {
        id: ResponsibilityId(Uuid::from_u128(10)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        step,
        party: StepParty::EarlyYears,
        role: None,
        practitioner_id: None,
        due_on: day("2026-04-02"),
        required: true,
        status,
        reason: None,
        settled_by_id: None,
        settled_by_role: None,
        settled_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn writer(by: u128, setting: Option<OrganisationId>) -> Writer {
    Writer {
        by: PractitionerId(Uuid::from_u128(by)),
        role: Role::KeyPerson,
        setting,
    }
}

#[test]
fn none_expected_and_none_come_are_two_things() {
    use DeliveryModel::{HealthOnly, JointMeeting};
    use ProgressCheckState as S;
    let step = ReviewStep::CompleteProgressCheck;
    let waived = [duty(step, ResponsibilityStatus::Waived)];
    let one_waived = [
        duty(step, ResponsibilityStatus::Waived),
        duty(step, ResponsibilityStatus::Open),
    ];
    let other_waived = [duty(
        ReviewStep::CompleteHealthReview,
        ResponsibilityStatus::Waived,
    )];
    let table: [(Option<OrganisationId>, DeliveryModel, &[responsibility::Model], S); 6] = [
        (Some(SETTING), JointMeeting, &[], S::NotReceived),
        (None, JointMeeting, &[], S::NotApplicable),
        (Some(SETTING), HealthOnly, &[], S::NotApplicable),
        (Some(SETTING), JointMeeting, &waived, S::NotApplicable),
        (Some(SETTING), JointMeeting, &one_waived, S::NotReceived),
        (Some(SETTING), JointMeeting, &other_waived, S::NotReceived),
    ];
    for (setting, model, duties, expected) in table {
        let review = review(setting, model);
        for none in [None, Some(ProgressCheckStatus::EnteredInError)] {
            assert_eq!(
                state(&review, none, duties),
                expected,
                "{setting:?} {model:?} {duties:?}"
            );
        }
        // What is there counts, whatever was expected.
        for (status, expected) in [
            (ProgressCheckStatus::InProgress, S::InProgress),
            (ProgressCheckStatus::Submitted, S::Submitted),
            (ProgressCheckStatus::Amended, S::Amended),
        ] {
            assert_eq!(state(&review, Some(status), duties), expected);
        }
    }
}

#[test]
fn a_check_is_that_of_the_setting_of_whoever_starts_it() {
    let joint = review(Some(SETTING), DeliveryModel::JointMeeting);
    let row = start(&joint, writer(4, Some(OTHER))).unwrap();
    assert_eq!(
        (row.setting_id, row.author_role),
        (Set(OTHER), Set(Role::KeyPerson))
    );
    assert_eq!(code(start(&joint, writer(4, None))), RuleCode::SettingRequired);
    let alone = review(Some(SETTING), DeliveryModel::HealthOnly);
    assert_eq!(
        code(start(&alone, writer(4, Some(SETTING)))),
        RuleCode::SettingRequired
    );
}

#[test]
fn its_author_and_colleagues_write_it_and_another_setting_contributes() {
    let row = check();
    for (by, setting, writes) in [
        (4, Some(OTHER), true),
        (4, None, true),
        (11, Some(SETTING), true),
        (11, Some(OTHER), false),
        (11, None, false),
    ] {
        assert_eq!(
            writer(by, setting).must_write(&row).is_ok(),
            writes,
            "{by} {setting:?}"
        );
    }
    assert_eq!(
        code(writer(11, Some(OTHER)).must_write(&row)),
        RuleCode::OtherSetting
    );
    let say = |setting, known| contribute(&row, writer(11, setting), ("Plays alone.", known));
    assert_eq!(say(Some(OTHER), 0).unwrap().setting_id, Set(OTHER));
    assert_eq!(code(say(Some(SETTING), 0)), RuleCode::OwnSetting);
    assert_eq!(code(say(None, 0)), RuleCode::SettingRequired);
    assert_eq!(code(say(Some(OTHER), MOST_CONTRIBUTIONS)), RuleCode::TooMany);
    assert_eq!(
        code(add(row.id, writer(4, None), ("More.", MOST_ADDITIONS))),
        RuleCode::TooMany
    );
}

#[test]
fn only_what_is_given_changes_and_impossible_days_are_refused() {
    let row = progress_check::Model {
        summary: Some("Settled in.".to_owned()),
        ..check()
    };
    let days = (day("2024-01-02"), day("2026-03-02"));
    let voice = ProgressCheckRecordInput {
        childs_voice: Some("Loves the water tray.".to_owned()),
        summary: Some("Settled in.".to_owned()),
        ..Default::default()
    };
    let change = record(&row, days, &voice).unwrap();
    assert_eq!(change.childs_voice, Set(Some("Loves the water tray.".to_owned())));
    assert_eq!(
        (change.summary, change.discussed_on),
        (ActiveValue::NotSet, ActiveValue::NotSet)
    );
    let same = ProgressCheckRecordInput {
        summary: Some(" Settled in. ".to_owned()),
        ..Default::default()
    };
    assert_eq!(code(record(&row, days, &same)), RuleCode::NothingToChange);
    for (discussed, review_by, fields) in [
        ("2024-01-01", "2026-03-02", vec!["discussedWithParentsOn"]),
        (
            "2026-03-03",
            "2026-03-01",
            vec!["discussedWithParentsOn", "targetedPlanReviewBy"],
        ),
    ] {
        let input = ProgressCheckRecordInput {
            discussed_with_parents_on: Some(Date(day(discussed))),
            targeted_plan_review_by: Some(Date(day(review_by))),
            ..Default::default()
        };
        assert_eq!(wrong(record(&row, days, &input)), fields);
    }
}

use super::fixtures::{SETTING, area as an_area, check, day};
use super::submit::{needs_plan, submit};
use super::*;
use chrono::DateTime;
use entity::enums::{
    AreaJudgement, ConcernLevel, ConcernStatus, EyfsAspect, EyfsFramework, PrimeArea, Restriction,
    ReviewCycle, ReviewStatus, Sensitivity, StepParty, Topic, ValueSet,
};
use entity::ids::{AuthorityId, ChildId, ConcernId, ProgressCheckAreaId, ResponsibilityId, ReviewId};
use entity::{concern, progress_check_area};
use sea_orm::ActiveValue;
use sea_orm::prelude::Uuid;

use crate::domain::progress_check::input::{AspectObservationInput, ProgressCheckRecordAreaInput};
use crate::gql::scalars::Date;
use crate::problem::Refusal;

const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(6));

fn well() -> Vec<progress_check_area::Model> {
    let one = |prime: &PrimeArea| an_area(*prime, AreaJudgement::ProgressingWell);
    PrimeArea::ALL.iter().map(one).collect()
}

fn raised(level: ConcernLevel, status: ConcernStatus) -> concern::Model {
    concern::Model {
        id: ConcernId(Uuid::from_u128(8)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        topic: Topic::Communication,
        level,
        original_level: level,
        sensitivity: Sensitivity::Standard,
        evidence: "Few words.".to_owned(),
        raised_by_practitioner_id: None,
        raised_by_carer_id: None,
        raised_by_role: Role::KeyPerson,
        status,
        withdrawn_reason: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

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

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Problem::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> RuleCode {
    match refusal(result) {
        Refusal::Rule { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

fn wrong<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match refusal(result) {
        Refusal::Invalid(problems) => problems.iter().map(|one| one.path[1..].join(".")).collect(),
        other => panic!("{other:?}"),
    }
}

fn hand_in(
    row: &progress_check::Model,
    areas: &[progress_check_area::Model],
    concerns: &[concern::Model],
) -> Result<progress_check::ActiveModel> {
    let by = PractitionerId(Uuid::from_u128(4));
    submit(row, (areas, concerns), (by, DateTime::UNIX_EPOCH))
}

fn missing(
    row: &progress_check::Model,
    areas: &[progress_check_area::Model],
    concerns: &[concern::Model],
) -> Vec<String> {
    match refusal(hand_in(row, areas, concerns)) {
        Refusal::Rule {
            code: RuleCode::NotComplete,
            missing,
            ..
        } => missing,
        other => panic!("{other:?}"),
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

fn of_area(
    aspects: Option<Vec<(EyfsAspect, &str)>>,
    framework: Option<EyfsFramework>,
) -> ProgressCheckRecordAreaInput {
    let one = |(aspect, text): (EyfsAspect, &str)| AspectObservationInput {
        aspect,
        observation: text.to_owned(),
    };
    ProgressCheckRecordAreaInput {
        area: PrimeArea::CommunicationAndLanguage,
        judgement: Some(AreaJudgement::ProgressingWell),
        strengths: None,
        support_needed: None,
        strategies_at_home: None,
        strategies_in_setting: None,
        aspects: aspects.map(|aspects| aspects.into_iter().map(one).collect()),
        framework,
    }
}

#[test]
fn aspects_are_those_of_the_area_in_one_version_of_the_framework() {
    use EyfsAspect::{
        GrossMotorSkills, ListeningAttentionAndUnderstanding as Listening, Speaking, Understanding,
    };
    let of = ProgressCheckId(Uuid::from_u128(1));
    let old = Some(EyfsFramework::Eyfs2012);
    let first = |aspects, framework| area::first(of, &of_area(aspects, framework));
    let both = first(Some(vec![(Listening, "Hears."), (Speaking, "Says.")]), None).unwrap();
    assert_eq!(both.framework, Set(EyfsFramework::Eyfs2021));
    assert_eq!(
        first(Some(vec![(Understanding, "Nods.")]), old)
            .unwrap()
            .framework,
        Set(EyfsFramework::Eyfs2012)
    );
    assert_eq!(first(None, None).unwrap().aspects, Set(serde_json::json!([])));
    let table: [(Option<Vec<(EyfsAspect, &str)>>, _, Vec<&str>); 5] = [
        (
            Some(vec![(Understanding, "Nods.")]),
            None,
            vec!["aspects.0.aspect"],
        ),
        (
            Some(vec![(Speaking, "Says."), (GrossMotorSkills, "Runs.")]),
            None,
            vec!["aspects.1.aspect"],
        ),
        (
            Some(vec![(Speaking, "Says."), (Speaking, " ")]),
            None,
            vec!["aspects.1.aspect", "aspects.1.observation"],
        ),
        (
            Some(vec![(Speaking, "Says."); 3]),
            None,
            vec!["aspects", "aspects.1.aspect"],
        ),
        (None, old, vec!["framework"]),
    ];
    for (aspects, framework, fields) in table {
        assert_eq!(wrong(first(aspects.clone(), framework)), fields, "{aspects:?}");
    }
    let row = an_area(
        PrimeArea::CommunicationAndLanguage,
        AreaJudgement::ProgressingWell,
    );
    assert_eq!(
        code(area::again(&row, &of_area(None, None))),
        RuleCode::NothingToChange
    );
    let change = area::again(&row, &of_area(Some(vec![(Speaking, "Says.")]), None)).unwrap();
    assert!(change.aspects.is_set() && !change.judgement.is_set() && !change.framework.is_set());
}

#[test]
fn a_check_is_handed_in_when_each_area_is_judged_and_it_was_discussed() {
    assert!(hand_in(&check(), &well(), &[]).is_ok());
    let undiscussed = progress_check::Model {
        discussed_on: None,
        ..check()
    };
    let areas = [
        progress_check_area::Model {
            judgement: None,
            strengths: None,
            ..an_area(
                PrimeArea::CommunicationAndLanguage,
                AreaJudgement::ProgressingWell,
            )
        },
        progress_check_area::Model {
            strategies_in_setting: None,
            ..an_area(
                PrimeArea::PhysicalDevelopment,
                AreaJudgement::SomeAdditionalSupport,
            )
        },
    ];
    assert_eq!(
        missing(&undiscussed, &areas, &[]),
        [
            "areas.COMMUNICATION_AND_LANGUAGE.judgement",
            "areas.COMMUNICATION_AND_LANGUAGE.strengths",
            "areas.PHYSICAL_DEVELOPMENT.supportNeeded",
            "areas.PHYSICAL_DEVELOPMENT.strategiesInSetting",
            "areas.PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT.judgement",
            "areas.PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT.strengths",
            "areas.PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT.strategiesAtHome",
            "areas.PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT.strategiesInSetting",
            "discussedWithParentsOn",
        ]
    );
}

#[test]
fn a_targeted_plan_is_due_with_a_possible_delay_or_a_significant_concern_that_stands() {
    use ConcernLevel::{Concern, Significant};
    use ConcernStatus::{Open, Withdrawn};
    for (concern, due) in [
        (raised(Significant, Open), true),
        (raised(Significant, Withdrawn), false),
        (raised(Concern, Open), false),
    ] {
        assert_eq!(
            needs_plan(&well(), std::slice::from_ref(&concern)),
            due,
            "{concern:?}"
        );
    }
    let mut delayed = well();
    delayed[1].judgement = Some(AreaJudgement::ConcernPossibleDelay);
    delayed[1].support_needed = Some("Steps and slopes.".to_owned());
    let plan = ["targetedPlan", "targetedPlanWith", "targetedPlanReviewBy"];
    assert_eq!(missing(&check(), &delayed, &[]), plan);
    assert_eq!(missing(&check(), &well(), &[raised(Significant, Open)]), plan);
    let planned = progress_check::Model {
        targeted_plan: Some("Climb daily.".to_owned()),
        targeted_plan_with: Some("The mother and the SENCO.".to_owned()),
        targeted_plan_review_by: Some(day("2026-06-01")),
        ..check()
    };
    let done = hand_in(&planned, &delayed, &[raised(Significant, Open)]).unwrap();
    assert_eq!(done.status, Set(ProgressCheckStatus::Submitted));
}

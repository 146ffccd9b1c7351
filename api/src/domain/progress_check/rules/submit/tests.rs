use super::*;
use crate::domain::progress_check::rules::fixtures::{area as an_area, check, day, refusal};
use chrono::DateTime;
use entity::enums::{Role, Sensitivity, Topic};
use entity::ids::{AuthorityId, ConcernId, ReviewId};
use sea_orm::prelude::Uuid;

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

//! A progress check and its areas, for tests of what is made of them.

use chrono::{DateTime, NaiveDate};
use entity::enums::{AreaJudgement, EyfsFramework, PrimeArea, ProgressCheckStatus, Role, RuleCode};
use entity::ids::{
    AuthorityId, OrganisationId, PractitionerId, ProgressCheckAreaId, ProgressCheckId, ReviewId,
};
use entity::{progress_check, progress_check_area};
use sea_orm::prelude::Uuid;

use crate::problem::{Problem, Refusal, Result};

pub const SETTING: OrganisationId = OrganisationId(Uuid::from_u128(5));

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn check() -> progress_check::Model {
    progress_check::Model {
        id: ProgressCheckId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        status: ProgressCheckStatus::InProgress,
        author_id: PractitionerId(Uuid::from_u128(4)),
        author_role: Role::KeyPerson,
        setting_id: SETTING,
        childs_voice: None,
        parents_view: None,
        professionals_views: None,
        summary: None,
        discussed_on: Some(day("2026-02-20")),
        most_useful_when: None,
        targeted_plan: None,
        targeted_plan_with: None,
        targeted_plan_review_by: None,
        submitted_at: None,
        submitted_by_id: None,
        error_reason: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

pub fn area(area: PrimeArea, judgement: AreaJudgement) -> progress_check_area::Model {
    let text = |text: &str| Some(text.to_owned());
    progress_check_area::Model {
        id: ProgressCheckAreaId(Uuid::from_u128(7)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        progress_check_id: ProgressCheckId(Uuid::from_u128(1)),
        area,
        judgement: Some(judgement),
        strengths: text("Sings along."),
        support_needed: None,
        strategies_at_home: text("Look at books."),
        strategies_in_setting: text("Small groups."),
        framework: EyfsFramework::Eyfs2021,
        aspects: serde_json::json!([]),
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

pub fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Problem::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

pub fn code<T: std::fmt::Debug>(result: Result<T>) -> RuleCode {
    match refusal(result) {
        Refusal::Rule { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

pub fn wrong<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match refusal(result) {
        Refusal::Invalid(problems) => problems.iter().map(|one| one.path[1..].join(".")).collect(),
        other => panic!("{other:?}"),
    }
}

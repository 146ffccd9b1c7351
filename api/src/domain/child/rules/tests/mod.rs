//! The rules, table by table.

use chrono::{DateTime, Utc};
use entity::enums::{Sex, ValueSet};
use entity::ids::{AuthorityId, ChildId, OrganisationId, PractitionerId};
use sea_orm::prelude::Uuid;

use super::*;
use crate::gql::reference::ExternalIdInput;
use crate::problem::Refusal;

mod entry;
mod identifiers;
mod placement;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

const TODAY: &str = "2026-11-22";

/// The fields or the rule that a refusal names.
fn refused<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => {
                let fields: Vec<_> = problems.iter().map(|problem| problem.path[1].as_str()).collect();
                fields.join(" ")
            }
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

fn external(system: &str, value: &str) -> ExternalIdInput {
    ExternalIdInput {
        system: system.to_owned(),
        value: value.to_owned(),
    }
}

fn child() -> child::Model {
    child::Model {
        id: ChildId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        given_name: "Ada".to_owned(),
        family_name: "O'Brien".to_owned(),
        family_key: "obrien".to_owned(),
        birth_date: day("2024-09-01"),
        sex: Sex::Female,
        ethnicity_code: Some("A".to_owned()),
        first_language: None,
        gestation_weeks: None,
        postcode: Some("ZZ99 3VZ".to_owned()),
        gp_practice_ods: None,
        nhs_number_status: NhsNumberStatus::NotTraced,
        restriction: Restriction::Unrestricted,
        health_team_id: Some(TEAM),
        setting_id: Some(NURSERY),
        named_health_visitor_id: Some(VISITOR),
        key_person_id: Some(KEY_PERSON),
        status: ChildStatus::Active,
        departed_on: None,
        version: 3,
        created_at: now(),
        updated_at: now(),
    }
}

const TEAM: OrganisationId = OrganisationId(Uuid::from_u128(10));
const OTHER_TEAM: OrganisationId = OrganisationId(Uuid::from_u128(11));
const NURSERY: OrganisationId = OrganisationId(Uuid::from_u128(12));
const VISITOR: PractitionerId = PractitionerId(Uuid::from_u128(20));
const KEY_PERSON: PractitionerId = PractitionerId(Uuid::from_u128(21));

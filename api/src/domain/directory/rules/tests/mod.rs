//! The rules, table by table.

use chrono::{DateTime, Utc};
use entity::enums::{DirectoryStatus, OrganisationKind, Role, RuleCode, SettingType};
use entity::ids::{AuthorityId, OrganisationId, PractitionerId, RoleAssignmentId};
use entity::{organisation, practitioner, role_assignment};
use sea_orm::prelude::Uuid;

use crate::domain::directory::fixtures;
use crate::problem::{Problem, Refusal};

mod organisations;
mod practitioners;
mod roles;

const AUTHORITY: AuthorityId = AuthorityId(Uuid::nil());

fn at() -> DateTime<Utc> {
    DateTime::default()
}

fn organisation(kind: OrganisationKind, setting_type: Option<SettingType>) -> organisation::Model {
    organisation::Model {
        id: OrganisationId(Uuid::from_u128(7)),
        authority_id: AUTHORITY,
        kind,
        name: "Kingfisher".into(),
        ods_code: None,
        ofsted_urn: None,
        setting_type,
        sector: None,
        delivery_model: None,
        destination: None,
        acceptance_criteria: None,
        required_evidence: None,
        response_days: None,
        postcode: None,
        phone: None,
        email: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn person(number: u128) -> practitioner::Model {
    fixtures::practitioner(number, AUTHORITY)
}

fn held(number: u128, role: Role, place: Option<u128>, status: DirectoryStatus) -> role_assignment::Model {
    role_assignment::Model {
        id: RoleAssignmentId(Uuid::from_u128(number)),
        authority_id: AUTHORITY,
        practitioner_id: PractitionerId(Uuid::from_u128(1)),
        role,
        organisation_id: place.map(|place| OrganisationId(Uuid::from_u128(place))),
        status,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

/// The last step of the path of each wrong input.
fn wrong<T>(result: Result<T, Problem>) -> Vec<String> {
    match result.err() {
        Some(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => problems
                .into_iter()
                .filter_map(|problem| problem.path.last().cloned())
                .collect(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn rule<T>(result: Result<T, Problem>) -> Option<RuleCode> {
    match result.err()? {
        Problem::Refused(refusal) => match *refusal {
            Refusal::Rule { code, .. } => Some(code),
            other => panic!("{other:?}"),
        },
        Problem::Failed(_) => panic!("failed"),
    }
}

fn not_allowed<T>(result: Result<T, Problem>) -> bool {
    matches!(result, Err(Problem::Refused(refusal)) if matches!(*refusal, Refusal::NotAllowed { .. }))
}

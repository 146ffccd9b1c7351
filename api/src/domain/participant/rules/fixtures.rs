//! Rows for the tables of the tests.

use chrono::{DateTime, Utc};
use entity::enums::*;
use entity::ids::{AuthorityId, CarerId, ChildId, ParticipantId, PractitionerId, ReviewId};
use entity::{carer, participant, practitioner, review};
use sea_orm::prelude::Uuid;

use crate::domain::directory::fixtures as directory;

/// The time in these tests.
pub fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A joint meeting that is due.
pub fn review() -> review::Model {
    let day = now().date_naive();
    review::Model {
        id: ReviewId(uuid(1)),
        authority_id: AuthorityId(uuid(2)),
        child_id: ChildId(uuid(3)),
        cycle: ReviewCycle::TwoYear,
        delivery_model: DeliveryModel::JointMeeting,
        status: ReviewStatus::Due,
        health_team_id: None,
        setting_id: None,
        restriction: Restriction::Unrestricted,
        window_opens_on: day,
        window_closes_on: day,
        due_on: day,
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
        created_at: now(),
        updated_at: now(),
    }
}

/// The entry of practitioner 10.
pub fn entry(capacity: ParticipantCapacity, status: ParticipantStatus) -> participant::Model {
    participant::Model {
        id: ParticipantId(uuid(5)),
        authority_id: AuthorityId(uuid(2)),
        review_id: ReviewId(uuid(1)),
        capacity,
        role: None,
        practitioner_id: Some(PractitionerId(uuid(10))),
        carer_id: None,
        name: None,
        invited_reason: None,
        status,
        contribution: None,
        removed_reason: None,
        declined_reason: None,
        expires_at: None,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

/// A practitioner, trained for these models.
pub fn person(number: u128, trained: &[DeliveryModel]) -> practitioner::Model {
    practitioner::Model {
        trained_models: serde_json::json!(trained),
        ..directory::practitioner(number, AuthorityId(uuid(2)))
    }
}

/// A mother who holds parental responsibility and does not sign in.
pub fn carer() -> carer::Model {
    carer::Model {
        id: CarerId(uuid(20)),
        authority_id: AuthorityId(uuid(2)),
        child_id: ChildId(uuid(3)),
        given_name: String::new(),
        family_name: String::new(),
        relationship: CarerRelationship::BiologicalMother,
        parental_responsibility: ParentalResponsibility::Held,
        language: None,
        interpreter_needed: false,
        email: None,
        phone: None,
        issuer: None,
        subject: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

//! Rows of the directory for the tables of the tests of all slices.

use chrono::DateTime;
use entity::enums::DirectoryStatus;
use entity::ids::{AuthorityId, PractitionerId};
use entity::practitioner;
use sea_orm::prelude::Uuid;

/// A practitioner who is in use and signs in.
pub fn practitioner(number: u128, authority: AuthorityId) -> practitioner::Model {
    practitioner::Model {
        id: PractitionerId(Uuid::from_u128(number)),
        authority_id: authority,
        given_name: "Maya".to_owned(),
        family_name: "Okafor".to_owned(),
        is_system: false,
        issuer: "https://idp.example".to_owned(),
        subject: "maya".to_owned(),
        registration_body: None,
        registration_number: None,
        email: None,
        phone: None,
        available: None,
        cover_id: None,
        away_from: None,
        away_until: None,
        trained_models: serde_json::json!([]),
        status: DirectoryStatus::Active,
        version: 1,
        created_at: DateTime::default(),
        updated_at: DateTime::default(),
    }
}

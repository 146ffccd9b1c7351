//! Somebody who works with children, or a system of the authority, as the directory knows them.

use sea_orm::entity::prelude::*;

use crate::enums::{DirectoryStatus, RegistrationBody};
use crate::ids::{AuthorityId, PractitionerId};

/// Somebody who works with children, or a system of the authority, as the directory knows them.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "practitioner")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PractitionerId,
    /// The authority whose directory it is in.
    pub authority_id: AuthorityId,
    /// Given name; empty for a system.
    #[sea_orm(column_type = "Text")]
    pub given_name: String,
    /// Family name; the name of a system.
    #[sea_orm(column_type = "Text")]
    pub family_name: String,
    /// Whether the entry is a system rather than a person.
    pub is_system: bool,
    /// The identity provider (`iss`) whose tokens name this entry.
    #[sea_orm(column_type = "Text")]
    pub issuer: String,
    /// The `sub` of this entry's tokens.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// The professional register.
    pub registration_body: Option<RegistrationBody>,
    /// The number on that register.
    #[sea_orm(column_type = "Text", nullable)]
    pub registration_number: Option<String>,
    /// Contact card: e-mail.
    #[sea_orm(column_type = "Text", nullable)]
    pub email: Option<String>,
    /// Contact card: telephone.
    #[sea_orm(column_type = "Text", nullable)]
    pub phone: Option<String>,
    /// Contact card: when to reach them.
    #[sea_orm(column_type = "Text", nullable)]
    pub available: Option<String>,
    /// Contact card: who covers when they are away.
    pub cover_id: Option<PractitionerId>,
    /// Contact card: the first day on which they are away.
    pub away_from: Option<Date>,
    /// Contact card: the last day on which they are away.
    pub away_until: Option<Date>,
    /// The delivery models they have been trained for: a list of texts.
    #[sea_orm(column_type = "JsonBinary")]
    pub trained_models: Json,
    /// Whether the entry signs anybody in.
    pub status: DirectoryStatus,
    /// Counts the edits; what `expectedVersion` is compared with.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

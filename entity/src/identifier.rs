//! An identifier of another system, for any kind of record.

use sea_orm::entity::prelude::*;

use crate::enums::IdentifierStatus;
use crate::ids::{AuthorityId, IdentifierId};

/// An identifier of another system, for any kind of record.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identifier")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdentifierId,
    /// The authority in which the identifier is unique.
    pub authority_id: AuthorityId,
    /// The kind of record, for example `child`.
    #[sea_orm(column_type = "Text")]
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// Who gives the identifier, for example `https://fhir.nhs.uk/Id/nhs-number`.
    #[sea_orm(column_type = "Text")]
    pub system: String,
    /// The identifier.
    #[sea_orm(column_type = "Text")]
    pub value: String,
    /// Whether it is in use.
    pub status: IdentifierStatus,
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

//! A parent or carer of a child.

use sea_orm::entity::prelude::*;

use crate::enums::{CarerRelationship, DirectoryStatus, ParentalResponsibility};
use crate::ids::{AuthorityId, CarerId, ChildId};

/// A parent or carer of a child.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "carer")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CarerId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// Given name.
    #[sea_orm(column_type = "Text")]
    pub given_name: String,
    /// Family name.
    #[sea_orm(column_type = "Text")]
    pub family_name: String,
    /// The relationship to the child.
    pub relationship: CarerRelationship,
    /// The legal status; apart from the relationship.
    pub parental_responsibility: ParentalResponsibility,
    /// Preferred language.
    #[sea_orm(column_type = "Text", nullable)]
    pub language: Option<String>,
    /// Whether an interpreter is needed.
    pub interpreter_needed: bool,
    /// How to reach them.
    #[sea_orm(column_type = "Text", nullable)]
    pub email: Option<String>,
    /// How to reach them.
    #[sea_orm(column_type = "Text", nullable)]
    pub phone: Option<String>,
    /// The identity provider, if they sign in.
    #[sea_orm(column_type = "Text", nullable)]
    pub issuer: Option<String>,
    /// The `sub` of their tokens, if they sign in.
    #[sea_orm(column_type = "Text", nullable)]
    pub subject: Option<String>,
    /// Whether they may sign in.
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

//! The facts, append-only: ids and states, never free text.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::ids::{AuthorityId, ChildId, ReviewId};

/// The facts, append-only: ids and states, never free text.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    /// Order of insertion.
    #[sea_orm(primary_key)]
    pub position: i64,
    /// The transaction on PostgreSQL, so that a reader never passes one that is still running; 0 on SQLite.
    pub xid: i64,
    /// When.
    pub at: DateTimeUtc,
    /// The authority it belongs to.
    pub authority_id: AuthorityId,
    /// Who.
    pub actor_id: Uuid,
    /// In which role.
    pub actor_role: Role,
    /// What happened, for example `concern.raised`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Version of the shape of `data`.
    pub schema_version: i32,
    /// The kind of record it happened to.
    #[sea_orm(column_type = "Text")]
    pub subject_type: String,
    /// The record.
    pub subject_id: Uuid,
    /// The record's version afterwards.
    pub subject_version: i32,
    /// The review it belongs to.
    pub review_id: Option<ReviewId>,
    /// The child it belongs to.
    pub child_id: Option<ChildId>,
    /// Ids and states.
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    /// The request.
    #[sea_orm(column_type = "Text")]
    pub request_id: String,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

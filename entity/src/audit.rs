//! Who tried what, append-only.

use sea_orm::entity::prelude::*;

use crate::enums::{AuditOutcome, Role};
use crate::ids::{AuthorityId, ChildId, ReviewId};

/// Who tried what, append-only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Order of insertion.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// The authority of the caller.
    pub authority_id: AuthorityId,
    /// Who.
    pub actor_id: Uuid,
    /// In which role.
    pub role: Role,
    /// The mutation.
    #[sea_orm(column_type = "Text")]
    pub act: String,
    /// The kind of record.
    #[sea_orm(column_type = "Text", nullable)]
    pub subject_type: Option<String>,
    /// The record.
    pub subject_id: Option<Uuid>,
    /// The review it belongs to.
    pub review_id: Option<ReviewId>,
    /// The child it belongs to.
    pub child_id: Option<ChildId>,
    /// What became of it.
    pub outcome: AuditOutcome,
    /// Why it was refused.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// The line of the responsibility matrix that allowed it.
    #[sea_orm(column_type = "Text", nullable)]
    pub matrix_line: Option<String>,
    /// The request.
    #[sea_orm(column_type = "Text")]
    pub request_id: String,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

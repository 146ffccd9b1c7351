//! Who tried what, append-only.

use sea_orm::entity::prelude::*;

use crate::enums::{AuditOutcome, Purpose, Role};
use crate::ids::{AuthorityId, ChildId, OrganisationId, ReviewId};

/// Who tried what, append-only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Order of insertion.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The transaction on PostgreSQL, so that a seal never passes one that is still running; 0 on SQLite.
    pub xid: i64,
    /// When.
    pub at: DateTimeUtc,
    /// The authority of the caller.
    pub authority_id: AuthorityId,
    /// Who.
    pub actor_id: Uuid,
    /// In which role.
    pub role: Role,
    /// Where they held the role; none for roles of the authority, and before it was recorded.
    pub organisation_id: Option<OrganisationId>,
    /// What for; none before it was recorded.
    pub purpose: Option<Purpose>,
    /// The name of the operation.
    #[sea_orm(column_type = "Text", nullable)]
    pub operation: Option<String>,
    /// How the client named itself.
    #[sea_orm(column_type = "Text", nullable)]
    pub client: Option<String>,
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

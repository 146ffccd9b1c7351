//! Who has looked, append-only: one row for each answer that showed something of children's records.

use sea_orm::entity::prelude::*;

use crate::enums::{Purpose, Role};
use crate::ids::{AuthorityId, OrganisationId};

/// Who has looked, append-only: one row for each answer that showed something of children's records.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
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
    /// Where they held the role.
    pub organisation_id: Option<OrganisationId>,
    /// What for.
    pub purpose: Purpose,
    /// The name of the operation.
    #[sea_orm(column_type = "Text", nullable)]
    pub operation: Option<String>,
    /// How the client named itself.
    #[sea_orm(column_type = "Text", nullable)]
    pub client: Option<String>,
    /// The request.
    #[sea_orm(column_type = "Text")]
    pub request_id: String,
    /// What was shown: a row of `access_shown`, which many looks share.
    pub shown_id: Uuid,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

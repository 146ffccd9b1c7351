//! An open question of identity: an imported row that is not clearly one child.

use sea_orm::entity::prelude::*;

use crate::enums::{ChildMatchStatus, MatchOutcome};
use crate::ids::{AuthorityId, ChildId, ChildMatchId};

/// An open question of identity: an imported row that is not clearly one child.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "child_match")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChildMatchId,
    /// The authority of the import.
    pub authority_id: AuthorityId,
    /// What matching said.
    pub outcome: MatchOutcome,
    /// What tells the row from others of its source.
    #[sea_orm(column_type = "Text")]
    pub row_key: String,
    /// Digest of the row.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// The normalised row.
    #[sea_orm(column_type = "JsonBinary")]
    pub row: Json,
    /// The candidates: child, score, reasons.
    #[sea_orm(column_type = "JsonBinary")]
    pub candidates: Json,
    /// Whether the import asked for a review to be planned.
    pub plan_review: bool,
    /// What became of it.
    pub status: ChildMatchStatus,
    /// The child it was settled on.
    pub child_id: Option<ChildId>,
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

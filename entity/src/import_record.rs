//! What an import has taken in, so that a second run changes nothing.

use sea_orm::entity::prelude::*;

use crate::ids::{AuthorityId, ChildId, ImportId};

/// What an import has taken in, so that a second run changes nothing.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_record")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    /// The authority of the import.
    pub authority_id: AuthorityId,
    /// What tells the row from others of its source.
    #[sea_orm(column_type = "Text")]
    pub row_key: String,
    /// Digest of the row's content when it was last taken in.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// The child it stands for.
    pub child_id: Option<ChildId>,
    /// When.
    pub imported_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! An upper-tier local authority that owns the local protocol.

use sea_orm::entity::prelude::*;

use crate::enums::DeliveryModel;
use crate::ids::AuthorityId;

/// An upper-tier local authority that owns the local protocol.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "authority")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorityId,
    /// The ONS (GSS) code: E06, E08, E09 or E10 and six digits.
    #[sea_orm(column_type = "Text")]
    pub gss_code: String,
    /// Its name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The delivery model of a review where the setting says nothing else.
    pub default_model: DeliveryModel,
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

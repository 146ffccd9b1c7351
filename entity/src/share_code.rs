//! A code that parents carry from one profession to the other.

use sea_orm::entity::prelude::*;

use crate::enums::{Role, ShareCodeStatus, SharingCategory};
use crate::ids::{AuthorityId, CarerId, ChildId, PractitionerId, ShareCodeId};

/// A code that parents carry from one profession to the other.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "share_code")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ShareCodeId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// What it opens.
    pub category: SharingCategory,
    /// Who carries it.
    pub given_by_id: CarerId,
    /// The hash of the code; the code itself is kept nowhere.
    pub hash: String,
    /// How far it is.
    pub status: ShareCodeStatus,
    /// Until when it may be used.
    pub expires_at: DateTimeUtc,
    /// Who issued it: a practitioner or a carer.
    pub issued_by_id: Uuid,
    /// In which role.
    pub issued_by_role: Role,
    /// Who used it.
    pub redeemed_by_id: Option<PractitionerId>,
    /// When it was used.
    pub redeemed_at: Option<DateTimeUtc>,
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

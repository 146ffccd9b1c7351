//! That a half of a review is opened without the parents' agreement, to protect the child.

use sea_orm::entity::prelude::*;

use crate::enums::{LegalGateway, Role, SharingCategory, SharingOverrideStatus};
use crate::ids::{AuthorityId, ChildId, PractitionerId, SharingOverrideId};

/// That a half of a review is opened without the parents' agreement, to protect the child.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sharing_override")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SharingOverrideId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// What.
    pub category: SharingCategory,
    /// To whom.
    pub recipient_id: PractitionerId,
    /// On which legal basis.
    pub gateway: LegalGateway,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Whether the parents were told.
    pub parents_told: bool,
    /// Why they were not.
    #[sea_orm(column_type = "Text", nullable)]
    pub not_told_reason: Option<String>,
    /// The last day on which it counts.
    pub until_on: Date,
    /// How far it is.
    pub status: SharingOverrideStatus,
    /// Who asked for it.
    pub requested_by_id: PractitionerId,
    /// In which role.
    pub requested_by_role: Role,
    /// Who approved it.
    pub decided_by_id: Option<PractitionerId>,
    /// In which role.
    pub decided_by_role: Option<Role>,
    /// When it was approved.
    pub decided_at: Option<DateTimeUtc>,
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

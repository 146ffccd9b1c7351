//! An addition to a progress check after it was handed in. The original is never overwritten.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::ids::{AuthorityId, PractitionerId, ProgressCheckAdditionId, ProgressCheckId, ReviewId};

/// An addition to a progress check after it was handed in. The original is never overwritten.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_check_addition")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgressCheckAdditionId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The progress check.
    pub progress_check_id: ProgressCheckId,
    /// What is added.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Who added it.
    pub added_by_id: PractitionerId,
    /// In which role.
    pub added_by_role: Role,
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

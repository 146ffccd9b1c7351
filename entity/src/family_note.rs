//! A note of the health half that never reaches early years or the parents.

use sea_orm::entity::prelude::*;

use crate::enums::{FamilyNoteTopic, Role};
use crate::ids::{AuthorityId, FamilyNoteId, HealthReviewId, PractitionerId, ReviewId};

/// A note of the health half that never reaches early years or the parents.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "family_note")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FamilyNoteId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The health half.
    pub health_review_id: HealthReviewId,
    /// What it is about.
    pub topic: FamilyNoteTopic,
    /// What was said or seen.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Who wrote it.
    pub recorded_by_id: PractitionerId,
    /// In which role.
    pub recorded_by_role: Role,
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

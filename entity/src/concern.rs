//! A concern about a child, raised in a review.

use sea_orm::entity::prelude::*;

use crate::enums::{ConcernLevel, ConcernStatus, Role, Sensitivity, Topic};
use crate::ids::{AuthorityId, CarerId, ConcernId, PractitionerId, ReviewId};

/// A concern about a child, raised in a review.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "concern")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConcernId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs now, after what was added.
    pub level: ConcernLevel,
    /// How heavy it weighed when it was raised; never changed.
    pub original_level: ConcernLevel,
    /// Who may hear of it.
    pub sensitivity: Sensitivity,
    /// What was seen or heard.
    #[sea_orm(column_type = "Text")]
    pub evidence: String,
    /// Who raised it, if a professional.
    pub raised_by_practitioner_id: Option<PractitionerId>,
    /// Who raised it, if a parent or carer.
    pub raised_by_carer_id: Option<CarerId>,
    /// In which role.
    pub raised_by_role: Role,
    /// Whether it stands.
    pub status: ConcernStatus,
    /// Why it was taken back.
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
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

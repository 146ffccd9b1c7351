//! One party to a review.

use sea_orm::entity::prelude::*;

use crate::enums::{ParticipantCapacity, ParticipantStatus, Role};
use crate::ids::{AuthorityId, CarerId, ParticipantId, PractitionerId, ReviewId};

/// One party to a review.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// In which capacity.
    pub capacity: ParticipantCapacity,
    /// In which of their roles: that of a practitioner, PARENT for a carer, none for an interpreter.
    pub role: Option<Role>,
    /// The practitioner, if a professional.
    pub practitioner_id: Option<PractitionerId>,
    /// The carer, if a parent or carer.
    pub carer_id: Option<CarerId>,
    /// The name of an interpreter who is in no directory.
    #[sea_orm(column_type = "Text", nullable)]
    pub name: Option<String>,
    /// Why they are asked: the question to a guest, why somebody without parental responsibility comes.
    #[sea_orm(column_type = "Text", nullable)]
    pub invited_reason: Option<String>,
    /// What they have answered.
    pub status: ParticipantStatus,
    /// The contribution of somebody who cannot be there.
    #[sea_orm(column_type = "Text", nullable)]
    pub contribution: Option<String>,
    /// Why they were taken off the review again.
    #[sea_orm(column_type = "Text", nullable)]
    pub removed_reason: Option<String>,
    /// Why they declined.
    #[sea_orm(column_type = "Text", nullable)]
    pub declined_reason: Option<String>,
    /// For a guest: until when they may see the review.
    pub expires_at: Option<DateTimeUtc>,
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

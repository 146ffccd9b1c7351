//! One question to a guest of a review, with the answer.

use sea_orm::entity::prelude::*;

use crate::enums::{GuestContributionStatus, Role, Sensitivity};
use crate::ids::{AuthorityId, CarerId, GuestContributionId, ParticipantId, PractitionerId, ReviewId};

/// One question to a guest of a review, with the answer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guest_contribution")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GuestContributionId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The guest's entry among the parties: their access to the review.
    pub participant_id: ParticipantId,
    /// The guest.
    pub practitioner_id: PractitionerId,
    /// What they are asked.
    #[sea_orm(column_type = "Text")]
    pub question: String,
    /// Whether the parents read question and answer.
    pub sensitivity: Sensitivity,
    /// How far it is.
    pub status: GuestContributionStatus,
    /// Until when they may see and answer it.
    pub expires_at: DateTimeUtc,
    /// Which parent has agreed that they are asked.
    pub agreed_by_id: CarerId,
    /// When.
    pub agreed_on: Date,
    /// Who asks.
    pub asked_by_id: PractitionerId,
    /// In which role.
    pub asked_by_role: Role,
    /// What they have answered.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    /// When they answered, or last amended the answer.
    pub contributed_at: Option<DateTimeUtc>,
    /// Why they do not answer.
    #[sea_orm(column_type = "Text", nullable)]
    pub declined_reason: Option<String>,
    /// Why the question was taken back.
    #[sea_orm(column_type = "Text", nullable)]
    pub revoked_reason: Option<String>,
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

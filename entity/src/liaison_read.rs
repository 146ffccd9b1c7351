//! That a practitioner has read a message. Append-only.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::ids::{AuthorityId, LiaisonMessageId, LiaisonReadId, PractitionerId, ReviewId};

/// That a practitioner has read a message: one row each, of the first time.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_read")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonReadId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The message.
    pub message_id: LiaisonMessageId,
    /// Who.
    pub practitioner_id: PractitionerId,
    /// In which role.
    pub role: Role,
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

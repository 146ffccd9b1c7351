//! One party's part in one step of a review.

use sea_orm::entity::prelude::*;

use crate::enums::{ResponsibilityStatus, ReviewStep, Role, StepParty};
use crate::ids::{AuthorityId, PractitionerId, ResponsibilityId, ReviewId};

/// One party's part in one step of a review, made when the review is planned.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responsibility")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResponsibilityId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The step.
    pub step: ReviewStep,
    /// Whose: a step of BOTH is two rows, one of each profession.
    pub party: StepParty,
    /// The role, where the party is one.
    pub role: Option<Role>,
    /// Who in particular, where somebody is named.
    pub practitioner_id: Option<PractitionerId>,
    /// By when.
    pub due_on: Date,
    /// Whether the review is incomplete without it.
    pub required: bool,
    /// What has become of it.
    pub status: ResponsibilityStatus,
    /// Why it was waived or opened again, or why a lead did it in the party's place.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// Who did or waived it: an entry of the directory.
    pub settled_by_id: Option<PractitionerId>,
    /// In which role.
    pub settled_by_role: Option<Role>,
    /// When.
    pub settled_at: Option<DateTimeUtc>,
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

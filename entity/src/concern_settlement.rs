//! How a concern was settled.

use sea_orm::entity::prelude::*;

use crate::enums::{ConcernOutcome, Role, Sensitivity};
use crate::ids::{AuthorityId, ConcernId, ConcernSettlementId, PractitionerId, ReferralId, ReviewId};

/// How a concern was settled; the one that was not taken up again is how it stands.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "concern_settlement")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConcernSettlementId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The concern.
    pub concern_id: ConcernId,
    /// What became of it.
    pub outcome: ConcernOutcome,
    /// Who may hear of the outcome.
    pub sensitivity: Sensitivity,
    /// Why, and what follows.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// The referral that it led to.
    pub referral_id: Option<ReferralId>,
    /// When it is looked at again.
    pub look_again_on: Option<Date>,
    /// Who settled it.
    pub settled_by_id: PractitionerId,
    /// In which role.
    pub settled_by_role: Role,
    /// Why it was taken up again.
    #[sea_orm(column_type = "Text", nullable)]
    pub reopened_reason: Option<String>,
    /// Who took it up again.
    pub reopened_by_id: Option<PractitionerId>,
    /// In which role.
    pub reopened_by_role: Option<Role>,
    /// When.
    pub reopened_at: Option<DateTimeUtc>,
    /// Counts the edits.
    pub version: i32,
    /// When it was settled.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

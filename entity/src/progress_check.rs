//! The progress check at two (EYFS), the early years half of a review: one a review, those entered in error apart.

use sea_orm::entity::prelude::*;

use crate::enums::{ProgressCheckStatus, Role};
use crate::ids::{AuthorityId, OrganisationId, PractitionerId, ProgressCheckId, ReviewId};

/// The progress check at two (EYFS), the early years half of a review: one a review, those entered in error apart.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_check")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgressCheckId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// Where it stands.
    pub status: ProgressCheckStatus,
    /// The practitioner who is responsible for it.
    pub author_id: PractitionerId,
    /// In which role.
    pub author_role: Role,
    /// The setting whose check it is.
    pub setting_id: OrganisationId,
    /// The child's own voice.
    #[sea_orm(column_type = "Text", nullable)]
    pub childs_voice: Option<String>,
    /// What the parents said.
    #[sea_orm(column_type = "Text", nullable)]
    pub parents_view: Option<String>,
    /// How the views of other professionals informed it.
    #[sea_orm(column_type = "Text", nullable)]
    pub professionals_views: Option<String>,
    /// The short written summary.
    #[sea_orm(column_type = "Text", nullable)]
    pub summary: Option<String>,
    /// When it was discussed with the parents.
    pub discussed_on: Option<Date>,
    /// When the parents find the summary most useful.
    #[sea_orm(column_type = "Text", nullable)]
    pub most_useful_when: Option<String>,
    /// The targeted plan.
    #[sea_orm(column_type = "Text", nullable)]
    pub targeted_plan: Option<String>,
    /// With whom the targeted plan was made.
    #[sea_orm(column_type = "Text", nullable)]
    pub targeted_plan_with: Option<String>,
    /// By when the targeted plan is looked at again.
    pub targeted_plan_review_by: Option<Date>,
    /// When it was handed in.
    pub submitted_at: Option<DateTimeUtc>,
    /// Who handed it in.
    pub submitted_by_id: Option<PractitionerId>,
    /// What was in error.
    #[sea_orm(column_type = "Text", nullable)]
    pub error_reason: Option<String>,
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

//! What a progress check says of one prime area.

use sea_orm::entity::prelude::*;

use crate::enums::{AreaJudgement, EyfsFramework, PrimeArea};
use crate::ids::{AuthorityId, ProgressCheckAreaId, ProgressCheckId, ReviewId};

/// What a progress check says of one prime area.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_check_area")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgressCheckAreaId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The progress check.
    pub progress_check_id: ProgressCheckId,
    /// The prime area.
    pub area: PrimeArea,
    /// How the child gets on.
    pub judgement: Option<AreaJudgement>,
    /// Strengths.
    #[sea_orm(column_type = "Text", nullable)]
    pub strengths: Option<String>,
    /// What support is needed.
    #[sea_orm(column_type = "Text", nullable)]
    pub support_needed: Option<String>,
    /// What the family does at home.
    #[sea_orm(column_type = "Text", nullable)]
    pub strategies_at_home: Option<String>,
    /// What the setting does.
    #[sea_orm(column_type = "Text", nullable)]
    pub strategies_in_setting: Option<String>,
    /// The version of the framework whose aspects were used.
    pub framework: EyfsFramework,
    /// The aspects, each with what was observed.
    pub aspects: Json,
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

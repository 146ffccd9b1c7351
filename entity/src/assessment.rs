//! An assessment of a child's development: scores, never the wording of a questionnaire. A correction is a row of its own.

use sea_orm::entity::prelude::*;

use crate::enums::{AssessmentMode, AssessmentStatus, Instrument, Respondent, Role};
use crate::ids::{AssessmentId, AuthorityId, HealthReviewId, PractitionerId, ReviewId};

/// An assessment of a child's development: scores, never the wording of a questionnaire. A correction is a row of its own.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The health half.
    pub health_review_id: HealthReviewId,
    /// Whether it counts.
    pub status: AssessmentStatus,
    /// The assessment that it corrects.
    pub amends_id: Option<AssessmentId>,
    /// Why it was corrected.
    #[sea_orm(column_type = "Text", nullable)]
    pub amend_reason: Option<String>,
    /// With what.
    pub instrument: Instrument,
    /// Which other instrument, or which version of it.
    #[sea_orm(column_type = "Text", nullable)]
    pub instrument_name: Option<String>,
    /// The interval of the form, in months.
    pub interval_months: Option<i32>,
    /// When the form was completed.
    pub completed_on: Date,
    /// Who answered.
    pub respondent: Respondent,
    /// How.
    pub mode: AssessmentMode,
    /// In which language.
    #[sea_orm(column_type = "Text", nullable)]
    pub language: Option<String>,
    /// Whether an interpreter helped.
    pub interpreter_used: bool,
    /// The scores by area, as the reference tables read them.
    pub scores: Json,
    /// The version of the reference tables that read them.
    #[sea_orm(column_type = "Text", nullable)]
    pub reference: Option<String>,
    /// The child's age at completion: complete months.
    pub age_months: i32,
    /// And days.
    pub age_days: i32,
    /// The age adjusted for prematurity, where it is: complete months.
    pub adjusted_age_months: Option<i32>,
    /// And days.
    pub adjusted_age_days: Option<i32>,
    /// The weeks of gestation taken as term, where the age is adjusted.
    pub term_weeks: Option<i32>,
    /// Whether the age is in the form's window; empty where the form has none on record.
    pub in_window: Option<bool>,
    /// Whether all five areas are at or above the expected level.
    pub good_level: Option<bool>,
    /// What else was observed.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Who recorded it.
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

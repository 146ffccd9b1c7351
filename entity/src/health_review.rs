//! The health half of a review: one a review, those entered in error apart.

use sea_orm::entity::prelude::*;

use crate::enums::{ContactMedium, HealthReviewStatus, PractitionerGrade, ServiceLevel, VisitPlace};
use crate::ids::{AuthorityId, HealthReviewId, PractitionerId, ReviewId};

/// The health half of a review: one a review, those entered in error apart.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "health_review")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HealthReviewId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// Where it stands.
    pub status: HealthReviewStatus,
    /// The health visitor who is accountable for it.
    pub accountable_id: PractitionerId,
    /// Who delivers it: the accountable health visitor, or whoever it is delegated to.
    pub deliverer_id: PractitionerId,
    /// When it was delegated; empty where the accountable health visitor delivers it.
    pub delegated_on: Option<Date>,
    /// How the delegate is supervised.
    #[sea_orm(column_type = "Text", nullable)]
    pub supervision: Option<String>,
    /// When the supervision took place.
    pub supervised_on: Option<Date>,
    /// The grade of whoever delivers it.
    pub grade: Option<PractitionerGrade>,
    /// The service level that the family is offered.
    pub service_level: Option<ServiceLevel>,
    /// How the family was met.
    pub medium: Option<ContactMedium>,
    /// At which kind of place.
    pub place: Option<VisitPlace>,
    /// When the family was met.
    pub contact_on: Option<Date>,
    /// When the review was complete, which may be later.
    pub completed_on: Option<Date>,
    /// Weight in grams.
    pub weight_grams: Option<i32>,
    /// Height in millimetres.
    pub height_mm: Option<i32>,
    /// When the child was measured.
    pub measured_on: Option<Date>,
    /// Growth, in words.
    #[sea_orm(column_type = "Text", nullable)]
    pub growth: Option<String>,
    /// Sleep.
    #[sea_orm(column_type = "Text", nullable)]
    pub sleep: Option<String>,
    /// Behaviour.
    #[sea_orm(column_type = "Text", nullable)]
    pub behaviour: Option<String>,
    /// Diet and vitamins.
    #[sea_orm(column_type = "Text", nullable)]
    pub diet: Option<String>,
    /// Oral health.
    #[sea_orm(column_type = "Text", nullable)]
    pub oral_health: Option<String>,
    /// Immunisation.
    #[sea_orm(column_type = "Text", nullable)]
    pub immunisation: Option<String>,
    /// Hearing.
    #[sea_orm(column_type = "Text", nullable)]
    pub hearing: Option<String>,
    /// Vision.
    #[sea_orm(column_type = "Text", nullable)]
    pub vision: Option<String>,
    /// What it comes to, and what was advised.
    #[sea_orm(column_type = "Text", nullable)]
    pub summary: Option<String>,
    /// When it was handed in.
    pub submitted_at: Option<DateTimeUtc>,
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

//! What is written into the health half.

use async_graphql::InputObject;
use entity::enums::{ContactMedium, PractitionerGrade, ServiceLevel, VisitPlace};

use crate::gql::scalars::Date;

/// What is written; what is absent stays as it is. Nothing here is read by early years or the parents before the parents
/// agree that it is shared. What must never leave the health team belongs into `familyNoteRecord`.
#[derive(Debug, Clone, Default, InputObject)]
pub struct HealthReviewRecordInput {
    /// The grade of whoever delivers it.
    pub grade: Option<PractitionerGrade>,
    /// The service level that the family is offered.
    pub service_level: Option<ServiceLevel>,
    /// How the family was met.
    pub medium: Option<ContactMedium>,
    /// At which kind of place the family was met.
    pub place: Option<VisitPlace>,
    /// When the family was met.
    pub contact_on: Option<Date>,
    /// Weight in grams, 1,000 to 60,000.
    pub weight_grams: Option<i32>,
    /// Height in millimetres, 400 to 1,500.
    pub height_millimetres: Option<i32>,
    /// When the child was measured.
    pub measured_on: Option<Date>,
    /// Growth in words: centiles, their course. At most 4,000 characters, as each of these texts.
    pub growth: Option<String>,
    /// Sleep.
    pub sleep: Option<String>,
    /// Behaviour.
    pub behaviour: Option<String>,
    /// Diet and vitamins.
    pub diet: Option<String>,
    /// Oral health: brushing, dentist, bottle.
    pub oral_health: Option<String>,
    /// Immunisation: what has been given and what is due.
    pub immunisation: Option<String>,
    /// Hearing: the newborn screen, and any concern.
    pub hearing: Option<String>,
    /// Vision: any concern.
    pub vision: Option<String>,
    /// What it comes to, and what was advised.
    pub summary: Option<String>,
}

//! The practitioners' talk before the family joins a review.

use sea_orm::entity::prelude::*;

use crate::enums::{PreMeetingMedium, PreMeetingStatus, ReviewStatus, Role};
use crate::ids::{AuthorityId, PractitionerId, PreMeetingId, ReviewId};

/// The practitioners' talk before the family joins a review. One is open at a time.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pre_meeting")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PreMeetingId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// How far it is.
    pub status: PreMeetingStatus,
    /// Who opened it.
    pub opened_by_id: PractitionerId,
    /// In which role.
    pub opened_by_role: Role,
    /// When the practitioners are to speak.
    pub scheduled_at: Option<DateTimeUtc>,
    /// How.
    pub medium: Option<PreMeetingMedium>,
    /// What the practitioners are to know of it.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Counts the changes of its agenda.
    pub agenda: i32,
    /// Who signed it off for health.
    pub health_signed_by_id: Option<PractitionerId>,
    /// In which role.
    pub health_signed_by_role: Option<Role>,
    /// When.
    pub health_signed_at: Option<DateTimeUtc>,
    /// Who signed it off for early years.
    pub early_years_signed_by_id: Option<PractitionerId>,
    /// In which role.
    pub early_years_signed_by_role: Option<Role>,
    /// When.
    pub early_years_signed_at: Option<DateTimeUtc>,
    /// Where the review stood before both had signed; none where signing did not move it.
    pub review_status_before: Option<ReviewStatus>,
    /// Who closed it.
    pub closed_by_id: Option<PractitionerId>,
    /// In which role.
    pub closed_by_role: Option<Role>,
    /// When.
    pub closed_at: Option<DateTimeUtc>,
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

//! That a practitioner joined a pre-meeting. Append-only.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::ids::{AuthorityId, PractitionerId, PreMeetingAttendanceId, PreMeetingId, ReviewId};

/// That a practitioner joined a pre-meeting: one row each, of the first time.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pre_meeting_attendance")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PreMeetingAttendanceId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The pre-meeting.
    pub pre_meeting_id: PreMeetingId,
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

//! One topic of a pre-meeting: how the practitioners will speak of it with the family, and what came of it.

use sea_orm::entity::prelude::*;

use crate::enums::{PreMeetingTopicStatus, Role, Topic, TopicLead};
use crate::ids::{AuthorityId, ConcernId, PractitionerId, PreMeetingId, PreMeetingTopicId, ReviewId};

/// One topic of a pre-meeting: how the practitioners will speak of it with the family, and what came of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pre_meeting_topic")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PreMeetingTopicId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// The pre-meeting.
    pub pre_meeting_id: PreMeetingId,
    /// Where it stands in the agenda, from 1.
    pub position: i32,
    /// What it is about.
    pub topic: Topic,
    /// The concern from which it comes.
    pub concern_id: Option<ConcernId>,
    /// What it is about in words.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    /// Whether it is only to be spoken of in agreed words.
    pub sensitive: bool,
    /// Who put it there.
    pub added_by_id: PractitionerId,
    /// In which role.
    pub added_by_role: Role,
    /// The words that were proposed last.
    #[sea_orm(column_type = "Text", nullable)]
    pub wording: Option<String>,
    /// Who proposed them.
    pub proposed_by_id: Option<PractitionerId>,
    /// In which role.
    pub proposed_by_role: Option<Role>,
    /// When.
    pub proposed_at: Option<DateTimeUtc>,
    /// Who stands by them for health: proposed or agreed to them.
    pub health_agreed_by_id: Option<PractitionerId>,
    /// When.
    pub health_agreed_at: Option<DateTimeUtc>,
    /// Who stands by them for early years: proposed or agreed to them.
    pub early_years_agreed_by_id: Option<PractitionerId>,
    /// When.
    pub early_years_agreed_at: Option<DateTimeUtc>,
    /// Who leads when it is spoken of.
    pub lead: Option<TopicLead>,
    /// In whose presence it is not spoken of.
    #[sea_orm(column_type = "Text", nullable)]
    pub not_in_presence: Option<String>,
    /// Whether a parent is seen alone about it.
    pub parent_alone: bool,
    /// Whether it waits, or what came of it.
    pub status: PreMeetingTopicStatus,
    /// Until when it is put off.
    pub deferred_until: Option<Date>,
    /// What came of it, in words.
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome_note: Option<String>,
    /// Who recorded what came of it, or took it off.
    pub settled_by_id: Option<PractitionerId>,
    /// In which role.
    pub settled_by_role: Option<Role>,
    /// When.
    pub settled_at: Option<DateTimeUtc>,
    /// Why it was taken off.
    #[sea_orm(column_type = "Text", nullable)]
    pub removed_reason: Option<String>,
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

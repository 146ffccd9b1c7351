//! The integrated review of one child in one age cycle.

use sea_orm::entity::prelude::*;

use crate::enums::{DeliveryModel, Restriction, ReviewCycle, ReviewStatus, VisitPlace};
use crate::ids::{AuthorityId, ChildId, OrganisationId, ProtocolId, ReviewId};

/// The integrated review of one child in one age cycle.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    /// The authority of residence, which runs the review.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// The age cycle.
    pub cycle: ReviewCycle,
    /// How the two halves come together.
    pub delivery_model: DeliveryModel,
    /// Where the review stands.
    pub status: ReviewStatus,
    /// The health team.
    pub health_team_id: Option<OrganisationId>,
    /// The early years setting.
    pub setting_id: Option<OrganisationId>,
    /// A copy of the child's, so that a list needs no join.
    pub restriction: Restriction,
    /// The second birthday.
    pub window_opens_on: Date,
    /// The day the child is two and a half.
    pub window_closes_on: Date,
    /// When the review is due: the end of the 27th month, or as planned.
    pub due_on: Date,
    /// When the family was invited.
    pub invited_on: Option<Date>,
    /// When the meeting is.
    pub scheduled_at: Option<DateTimeUtc>,
    /// How long it is planned to last.
    pub duration_minutes: Option<i32>,
    /// What kind of place.
    pub place: Option<VisitPlace>,
    /// Which place.
    #[sea_orm(column_type = "Text", nullable)]
    pub place_detail: Option<String>,
    /// Why the meeting was last moved or cancelled.
    #[sea_orm(column_type = "Text", nullable)]
    pub meeting_change_reason: Option<String>,
    /// Why the delivery model was last changed.
    #[sea_orm(column_type = "Text", nullable)]
    pub model_change_reason: Option<String>,
    /// When it ended.
    pub ended_on: Option<Date>,
    /// Why it ended, in words.
    #[sea_orm(column_type = "Text", nullable)]
    pub end_reason: Option<String>,
    /// The local protocol that it follows; none where it follows a shipped default.
    pub protocol_id: Option<ProtocolId>,
    /// The number of the protocol or shipped default that it follows; none where it was planned before there were any.
    pub protocol_number: Option<i32>,
    /// Counts the facts about the review and all its parts.
    pub revision: i64,
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

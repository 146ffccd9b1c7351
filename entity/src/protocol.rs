//! A version of an authority's protocol for one delivery model: who does which step of a review by when.

use sea_orm::entity::prelude::*;

use crate::enums::DeliveryModel;
use crate::ids::{AuthorityId, PractitionerId, ProtocolId};

/// A version of an authority's protocol for one delivery model: who does which step of a review by when. Whether it is
/// in force follows from its dates, so that it takes effect without anybody's act.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "protocol")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProtocolId,
    /// Whose.
    pub authority_id: AuthorityId,
    /// For which delivery model.
    pub delivery_model: DeliveryModel,
    /// 1, 2, 3 … within authority and model.
    pub number: i32,
    /// The steps: written and approved as a whole, so kept in one piece.
    #[sea_orm(column_type = "JsonBinary")]
    pub steps: Json,
    /// What it is about, for the groups.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// The first day on which reviews are planned by it.
    pub effective_from: Date,
    /// The first day on which they are no longer; set when the next version is approved.
    pub effective_to: Option<Date>,
    /// Who recorded that the operational group has approved.
    pub operational_approved_by_id: Option<PractitionerId>,
    /// When the operational group approved.
    pub operational_approved_on: Option<Date>,
    /// When that was recorded.
    pub operational_recorded_at: Option<DateTimeUtc>,
    /// Who recorded that the strategic group has approved.
    pub strategic_approved_by_id: Option<PractitionerId>,
    /// When the strategic group approved.
    pub strategic_approved_on: Option<Date>,
    /// When that was recorded.
    pub strategic_recorded_at: Option<DateTimeUtc>,
    /// When the second of the two approvals was recorded; from then on nothing of it changes.
    pub approved_at: Option<DateTimeUtc>,
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

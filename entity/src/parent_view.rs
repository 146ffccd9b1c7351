//! One carer's own account in a review.

use sea_orm::entity::prelude::*;

use crate::enums::{ParentViewChannel, ParentViewStatus, Role};
use crate::ids::{AuthorityId, CarerId, ParentViewId, ReviewId};

/// One carer's own account in a review.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "parent_view")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParentViewId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// Whose account it is.
    pub carer_id: CarerId,
    /// How far it is.
    pub status: ParentViewStatus,
    /// When they were asked for it.
    pub asked_on: Option<Date>,
    /// Who asked them.
    pub asked_by_id: Option<Uuid>,
    /// In which role.
    pub asked_by_role: Option<Role>,
    /// What the child enjoys and does well.
    #[sea_orm(column_type = "Text", nullable)]
    pub enjoys: Option<String>,
    /// How they see the child's development.
    #[sea_orm(column_type = "Text", nullable)]
    pub development: Option<String>,
    /// What matters to them.
    #[sea_orm(column_type = "Text", nullable)]
    pub priorities: Option<String>,
    /// What worries them.
    #[sea_orm(column_type = "Text", nullable)]
    pub worries: Option<String>,
    /// What they want to talk about first.
    #[sea_orm(column_type = "Text", nullable)]
    pub talk_first: Option<String>,
    /// How it came.
    pub channel: Option<ParentViewChannel>,
    /// In which language they gave it.
    #[sea_orm(column_type = "Text", nullable)]
    pub language: Option<String>,
    /// Whether an interpreter helped.
    pub interpreter_used: bool,
    /// Whether the child's other parents read it.
    pub open_to_other_parents: bool,
    /// When they gave it.
    pub given_on: Option<Date>,
    /// Who wrote it down last: the carer, or a practitioner for them.
    pub recorded_by_id: Option<Uuid>,
    /// In which role.
    pub recorded_by_role: Option<Role>,
    /// When they said that they give none, or took it back.
    pub ended_on: Option<Date>,
    /// Why they give none, or took it back, if they said so.
    #[sea_orm(column_type = "Text", nullable)]
    pub ended_reason: Option<String>,
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

//! A setting's concern about a child before any review.

use sea_orm::entity::prelude::*;

use crate::enums::{ConcernLevel, EarlyFlagOutcome, EarlyFlagStatus, Role, Topic};
use crate::ids::{AuthorityId, CarerId, ChildId, EarlyFlagId, OrganisationId, PractitionerId};

/// A setting's concern about a child before any review, which the setting's link health team answers.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "early_flag")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EarlyFlagId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// The setting that asks.
    pub setting_id: OrganisationId,
    /// The health team that is asked: the setting's link team when it was raised, else the child's own.
    pub health_team_id: Option<OrganisationId>,
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// What was seen.
    #[sea_orm(column_type = "Text")]
    pub seen: String,
    /// Whether the parents agreed that health is asked.
    pub parents_agreed: bool,
    /// Who of them.
    pub agreed_by_id: Option<CarerId>,
    /// When.
    pub agreed_on: Option<Date>,
    /// Why health is asked without their agreement.
    #[sea_orm(column_type = "Text", nullable)]
    pub not_agreed_reason: Option<String>,
    /// Who raised it.
    pub raised_by_id: PractitionerId,
    /// In which role.
    pub raised_by_role: Role,
    /// How far it is.
    pub status: EarlyFlagStatus,
    /// By when it is answered.
    pub due_on: Date,
    /// What the health team makes of it.
    pub outcome: Option<EarlyFlagOutcome>,
    /// The answer to the setting.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by_id: Option<PractitionerId>,
    /// In which role.
    pub answered_by_role: Option<Role>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
    /// Why it was taken back.
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
    /// Counts the edits; what `expectedVersion` is compared with.
    pub version: i32,
    /// When it was raised.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! What parents have answered to being asked whether something is shared.

use sea_orm::entity::prelude::*;

use crate::enums::{
    RecipientClass, Role, SharingCategory, SharingChannel, SharingMode, SharingPurpose, SharingStatus,
};
use crate::ids::{AuthorityId, CarerId, ChildId, SharingAgreementId};

/// What parents have answered to being asked whether something is shared.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sharing_agreement")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SharingAgreementId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// With whom.
    pub recipient: RecipientClass,
    /// With whom by name, where the class does not say it.
    #[sea_orm(column_type = "Text", nullable)]
    pub recipient_name: Option<String>,
    /// What.
    pub category: SharingCategory,
    /// What for.
    pub purpose: SharingPurpose,
    /// How much of it.
    pub mode: SharingMode,
    /// What they answered, as it stands.
    pub status: SharingStatus,
    /// The first day on which it counts.
    pub from_on: Date,
    /// The last day on which it counts.
    pub until_on: Option<Date>,
    /// Who answered.
    pub given_by_id: CarerId,
    /// How the answer came.
    pub channel: SharingChannel,
    /// When they answered.
    pub answered_on: Date,
    /// Who recorded it: a practitioner or a carer.
    pub recorded_by_id: Uuid,
    /// In which role.
    pub recorded_by_role: Role,
    /// When it was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// How the withdrawal came.
    pub withdrawn_channel: Option<SharingChannel>,
    /// Who recorded the withdrawal: a practitioner or a carer.
    pub withdrawn_by_id: Option<Uuid>,
    /// In which role.
    pub withdrawn_by_role: Option<Role>,
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

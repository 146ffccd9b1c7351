//! A health provider, an early years setting, or a service that receives referrals.

use sea_orm::entity::prelude::*;

use crate::enums::{
    DeliveryModel, DirectoryStatus, OrganisationKind, ReferralDestination, SettingSector, SettingType,
};
use crate::ids::{AuthorityId, OrganisationId};

/// A health provider, an early years setting, or a service that receives referrals.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The authority whose directory it is in.
    pub authority_id: AuthorityId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The ODS code, upper case.
    #[sea_orm(column_type = "Text", nullable)]
    pub ods_code: Option<String>,
    /// The Ofsted URN, digits only (without EY, VC, CA or RP).
    #[sea_orm(column_type = "Text", nullable)]
    pub ofsted_urn: Option<String>,
    /// For a setting: its type.
    pub setting_type: Option<SettingType>,
    /// For a setting: who runs it.
    pub sector: Option<SettingSector>,
    /// For a setting: the delivery model of its reviews, where it differs from the authority's.
    pub delivery_model: Option<DeliveryModel>,
    /// For a service: what kind of service.
    pub destination: Option<ReferralDestination>,
    /// For a service: whom it takes on.
    #[sea_orm(column_type = "Text", nullable)]
    pub acceptance_criteria: Option<String>,
    /// For a service: what a referral must come with.
    #[sea_orm(column_type = "Text", nullable)]
    pub required_evidence: Option<String>,
    /// For a service: within how many days it answers.
    pub response_days: Option<i32>,
    /// Where it is.
    #[sea_orm(column_type = "Text", nullable)]
    pub postcode: Option<String>,
    /// How to reach it.
    #[sea_orm(column_type = "Text", nullable)]
    pub phone: Option<String>,
    /// How to reach it.
    #[sea_orm(column_type = "Text", nullable)]
    pub email: Option<String>,
    /// Whether it is in use.
    pub status: DirectoryStatus,
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

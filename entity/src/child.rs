//! A child.

use sea_orm::entity::prelude::*;

use crate::enums::{ChildStatus, NhsNumberStatus, Restriction, Sex};
use crate::ids::{AuthorityId, ChildId, OrganisationId, PractitionerId};

/// A child.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "child")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChildId,
    /// The authority of residence.
    pub authority_id: AuthorityId,
    /// Given name.
    #[sea_orm(column_type = "Text")]
    pub given_name: String,
    /// Family name.
    #[sea_orm(column_type = "Text")]
    pub family_name: String,
    /// The family name, folded for look-up (case, marks and punctuation removed).
    #[sea_orm(column_type = "Text")]
    pub family_key: String,
    /// Date of birth.
    pub birth_date: Date,
    /// Sex as registered.
    pub sex: Sex,
    /// NHS ethnic category (A to S, Z, 99).
    #[sea_orm(column_type = "Text", nullable)]
    pub ethnicity_code: Option<String>,
    /// First language.
    #[sea_orm(column_type = "Text", nullable)]
    pub first_language: Option<String>,
    /// Completed weeks of gestation at birth.
    pub gestation_weeks: Option<i32>,
    /// Postcode of residence.
    #[sea_orm(column_type = "Text", nullable)]
    pub postcode: Option<String>,
    /// ODS code of the GP practice.
    #[sea_orm(column_type = "Text", nullable)]
    pub gp_practice_ods: Option<String>,
    /// Whether the NHS number has been verified.
    pub nhs_number_status: NhsNumberStatus,
    /// How far the child's whereabouts are protected.
    pub restriction: Restriction,
    /// The health team responsible.
    pub health_team_id: Option<OrganisationId>,
    /// The early years setting.
    pub setting_id: Option<OrganisationId>,
    /// The named health visitor.
    pub named_health_visitor_id: Option<PractitionerId>,
    /// The key person in the setting.
    pub key_person_id: Option<PractitionerId>,
    /// Whether the child is in the authority's care.
    pub status: ChildStatus,
    /// When the child moved away or died.
    pub departed_on: Option<Date>,
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

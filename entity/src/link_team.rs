//! The named health team of an early years setting.

use sea_orm::entity::prelude::*;

use crate::ids::{AuthorityId, LinkTeamId, OrganisationId, PractitionerId};

/// The named health team of an early years setting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "link_team")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkTeamId,
    /// The authority whose directory it is in.
    pub authority_id: AuthorityId,
    /// The setting.
    pub setting_id: OrganisationId,
    /// The health team.
    pub health_team_id: OrganisationId,
    /// The named link practitioner.
    pub contact_id: Option<PractitionerId>,
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

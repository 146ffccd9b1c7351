//! One role of one practitioner in one organisation.

use sea_orm::entity::prelude::*;

use crate::enums::{DirectoryStatus, Role};
use crate::ids::{AuthorityId, OrganisationId, PractitionerId, RoleAssignmentId};

/// One role of one practitioner in one organisation.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "role_assignment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleAssignmentId,
    /// The authority in which the role is held.
    pub authority_id: AuthorityId,
    /// Who.
    pub practitioner_id: PractitionerId,
    /// Which role.
    pub role: Role,
    /// In which organisation; none for roles of the authority itself.
    pub organisation_id: Option<OrganisationId>,
    /// Whether the role is held now.
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

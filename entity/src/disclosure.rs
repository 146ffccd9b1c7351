//! That something about a child reached somebody, or that it was decided that it should not.

use sea_orm::entity::prelude::*;

use crate::enums::{DisclosureKind, LegalGateway, RecipientClass, Role, SharingCategory};
use crate::ids::{AuthorityId, ChildId, DisclosureId, PractitionerId, SharingAgreementId, SharingOverrideId};

/// That something about a child reached somebody, or that it was decided that it should not. Never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisclosureId,
    /// The authority of the child.
    pub authority_id: AuthorityId,
    /// The child.
    pub child_id: ChildId,
    /// What it stands for.
    pub kind: DisclosureKind,
    /// What.
    pub category: SharingCategory,
    /// On which legal basis.
    pub gateway: LegalGateway,
    /// Under which agreement.
    pub agreement_id: Option<SharingAgreementId>,
    /// Under which override.
    pub override_id: Option<SharingOverrideId>,
    /// To whom.
    pub recipient: RecipientClass,
    /// To whom by name.
    #[sea_orm(column_type = "Text", nullable)]
    pub recipient_name: Option<String>,
    /// What in particular.
    #[sea_orm(column_type = "Text", nullable)]
    pub what: Option<String>,
    /// Why.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// Whether the parents know of it.
    pub parents_informed: bool,
    /// Why they do not.
    #[sea_orm(column_type = "Text", nullable)]
    pub not_informed_reason: Option<String>,
    /// When it happened.
    pub happened_at: DateTimeUtc,
    /// Who read, released or decided.
    pub by_id: PractitionerId,
    /// In which role.
    pub by_role: Role,
    /// The request with which it was written.
    pub request_id: String,
    /// Always 1: it is never changed.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The same.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! A referral of a child to a service.

use sea_orm::entity::prelude::*;

use crate::enums::{ParentAgreement, ReferralReason, ReferralStatus, ReferralUrgency, Role};
use crate::ids::{AuthorityId, ChildId, ConcernId, OrganisationId, PractitionerId, ReferralId, ReviewId};

/// A referral of a child to a service.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review out of which it came.
    pub review_id: ReviewId,
    /// The child.
    pub child_id: ChildId,
    /// The concern it answers.
    pub concern_id: Option<ConcernId>,
    /// The service it goes to.
    pub service_id: OrganisationId,
    /// Why.
    pub reason: ReferralReason,
    /// How soon.
    pub urgency: ReferralUrgency,
    /// What the service is asked for.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// Evidence against the service's criteria.
    #[sea_orm(column_type = "Text", nullable)]
    pub evidence: Option<String>,
    /// Where it stands.
    pub status: ReferralStatus,
    /// Who wrote it.
    pub drafted_by_id: PractitionerId,
    /// In which role.
    pub drafted_by_role: Role,
    /// What the parents said.
    pub parent_agreement: Option<ParentAgreement>,
    /// When they said it.
    pub parent_agreement_on: Option<Date>,
    /// How a practitioner came to know it, for example by telephone; empty where the parents answered themselves.
    #[sea_orm(column_type = "Text", nullable)]
    pub parent_agreement_from: Option<String>,
    /// When it was put to the parents.
    pub proposed_on: Option<Date>,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// By when the service answers.
    pub respond_by: Option<Date>,
    /// When the service acknowledged it.
    pub received_at: Option<DateTimeUtc>,
    /// When the service decided.
    pub decided_at: Option<DateTimeUtc>,
    /// What the service said: what it needs, or why it does not take it on.
    #[sea_orm(column_type = "Text", nullable)]
    pub response: Option<String>,
    /// What the service advises instead, where it does not take it on.
    #[sea_orm(column_type = "Text", nullable)]
    pub advice: Option<String>,
    /// The service's own reference.
    #[sea_orm(column_type = "Text", nullable)]
    pub service_reference: Option<String>,
    /// Why it was taken back, or what was in error.
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
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

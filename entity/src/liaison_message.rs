//! A message between the practitioners of a review.

use sea_orm::entity::prelude::*;

use crate::enums::{Discipline, LiaisonKind, LiaisonStatus, Role};
use crate::ids::{AuthorityId, LiaisonMessageId, PractitionerId, ReviewId};

/// A message between the practitioners of a review. What it says is never changed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_message")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonMessageId,
    /// The authority of the review.
    pub authority_id: AuthorityId,
    /// The review.
    pub review_id: ReviewId,
    /// What it asks for.
    pub kind: LiaisonKind,
    /// Whether it waits for an answer.
    pub status: LiaisonStatus,
    /// Who wrote it.
    pub author_id: PractitionerId,
    /// In which role.
    pub author_role: Role,
    /// To whom: everybody of this profession who takes part.
    pub to_discipline: Option<Discipline>,
    /// To whom: whoever holds this role.
    pub to_role: Option<Role>,
    /// Who of them in particular.
    pub to_practitioner_id: Option<PractitionerId>,
    /// What it says.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The message to which it replies.
    pub in_reply_to_id: Option<LiaisonMessageId>,
    /// By when an answer is expected.
    pub expected_by: Option<DateTimeUtc>,
    /// The first reply by somebody else.
    pub answer_id: Option<LiaisonMessageId>,
    /// Who gave it.
    pub answered_by_id: Option<PractitionerId>,
    /// In which role.
    pub answered_by_role: Option<Role>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
    /// Who recorded that nothing is open any more.
    pub resolved_by_id: Option<PractitionerId>,
    /// In which role.
    pub resolved_by_role: Option<Role>,
    /// When.
    pub resolved_at: Option<DateTimeUtc>,
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

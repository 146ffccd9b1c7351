//! Which lines of the audit trail.

use async_graphql::InputObject;
use entity::enums::{AuditKind, AuditOutcome, Purpose, Role};
use entity::{child, practitioner, review};

use crate::gql::page::TimeRangeInput;
use crate::gql::reference::{ChildRef, PractitionerRef, ReviewRef, known};
use crate::problem::Result;
use crate::store::Reader;
use crate::store::trail::TrailFilter;

/// Which lines of the audit trail: all that is given must hold. What only acts have (`review`, `actIn`, `outcomeIn`)
/// leaves acts alone.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AuditFilter {
    /// Acts or looks alone.
    pub kind: Option<AuditKind>,
    /// Acts on this child's record, and looks at it.
    pub child: Option<ChildRef>,
    /// Acts on this review and its parts. (A look is recorded by the child.)
    pub review: Option<ReviewRef>,
    /// By this practitioner or system.
    pub practitioner: Option<PractitionerRef>,
    /// In one of these roles.
    pub role_in: Option<Vec<Role>>,
    /// One of these mutations, for example `referralSend`.
    pub act_in: Option<Vec<String>>,
    /// With one of these outcomes.
    pub outcome_in: Option<Vec<AuditOutcome>>,
    /// For one of these purposes.
    pub purpose_in: Option<Vec<Purpose>>,
    /// In this range of time.
    pub at: Option<TimeRangeInput>,
}

impl AuditFilter {
    /// The same with the ids behind its references.
    pub async fn resolve(self, reader: &Reader) -> Result<TrailFilter> {
        Ok(TrailFilter {
            kind: self.kind,
            child: known::<child::Entity>(reader, self.child, "child").await?,
            review: known::<review::Entity>(reader, self.review, "review").await?,
            practitioner: known::<practitioner::Entity>(reader, self.practitioner, "practitioner").await?,
            roles: self.role_in,
            acts: self.act_in,
            outcomes: self.outcome_in,
            purposes: self.purpose_in,
            from: self.at.and_then(|range| range.from).map(|from| from.0),
            to: self.at.and_then(|range| range.to).map(|to| to.0),
        })
    }
}

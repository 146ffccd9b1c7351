//! Which lines of the trail.

use chrono::{DateTime, Utc};
use entity::enums::{AuditKind, AuditOutcome, Purpose, Role};
use entity::ids::{ChildId, PractitionerId, ReviewId};
use entity::{access_log, audit};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DatabaseBackend};

/// Which lines of the trail: all that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct TrailFilter {
    /// Acts or looks alone.
    pub kind: Option<AuditKind>,
    /// About this child.
    pub child: Option<ChildId>,
    /// About this review: acts alone.
    pub review: Option<ReviewId>,
    /// By this practitioner.
    pub practitioner: Option<PractitionerId>,
    /// In one of these roles.
    pub roles: Option<Vec<Role>>,
    /// One of these mutations: acts alone.
    pub acts: Option<Vec<String>>,
    /// With one of these outcomes: acts alone.
    pub outcomes: Option<Vec<AuditOutcome>>,
    /// For one of these purposes.
    pub purposes: Option<Vec<Purpose>>,
    /// From this point in time on.
    pub from: Option<DateTime<Utc>>,
    /// Before this point in time.
    pub to: Option<DateTime<Utc>>,
}

impl TrailFilter {
    /// Which acts; none where the filter asks for looks.
    pub(super) fn acts(&self) -> Option<Condition> {
        use audit::Column as C;
        if self.kind == Some(AuditKind::Look) {
            return None;
        }
        let mut condition = self
            .common([C::ActorId, C::Role, C::Purpose, C::At])
            .add_option(self.child.map(|child| C::ChildId.eq(child)))
            .add_option(self.review.map(|review| C::ReviewId.eq(review)));
        if let Some(acts) = &self.acts {
            condition = condition.add(C::Act.is_in(acts));
        }
        if let Some(outcomes) = &self.outcomes {
            condition = condition.add(C::Outcome.is_in(outcomes.iter().copied()));
        }
        Some(condition)
    }

    /// Which looks; none where the filter asks for acts, or for what only acts have.
    pub(super) fn looks(&self, backend: DatabaseBackend) -> Option<Condition> {
        use access_log::Column as C;
        let of_acts = self.review.is_some() || self.acts.is_some() || self.outcomes.is_some();
        if self.kind == Some(AuditKind::Act) || of_acts {
            return None;
        }
        let showing = self.child.map(|child| showing(backend, child));
        Some(
            self.common([C::ActorId, C::Role, C::Purpose, C::At])
                .add_option(showing),
        )
    }

    fn common<C: ColumnTrait>(&self, [actor, role, purpose, at]: [C; 4]) -> Condition {
        let mut condition = Condition::all()
            .add_option(self.practitioner.map(|id| actor.eq(id.0)))
            .add_option(self.from.map(|from| at.gte(from)))
            .add_option(self.to.map(|to| at.lt(to)));
        if let Some(roles) = &self.roles {
            condition = condition.add(role.is_in(roles.iter().copied()));
        }
        if let Some(purposes) = &self.purposes {
            condition = condition.add(purpose.is_in(purposes.iter().copied()));
        }
        condition
    }
}

/// The looks that showed something of a child.
fn showing(backend: DatabaseBackend, child: ChildId) -> SimpleExpr {
    match backend {
        DatabaseBackend::Postgres => Expr::cust_with_values(
            // No ARRAY[$1]: what stands in brackets is taken for a quoted name, and its placeholder for text.
            "shown_id IN (SELECT id FROM access_shown WHERE children @> $1)",
            [vec![child.0]],
        ),
        _ => Expr::cust_with_values(
            "shown_id IN (SELECT shown_id FROM access_shown_child WHERE child_id = ?)",
            [child.0.to_string()],
        ),
    }
}

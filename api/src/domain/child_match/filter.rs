//! Which open questions, and in which order.

use async_graphql::{Enum, InputObject};
use entity::child_match;
use entity::enums::{ChildMatchStatus, MatchOutcome};
use sea_orm::{ColumnTrait, Condition};

use crate::store::{Direction, Keyset};

/// Which questions of identity: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ChildMatchFilter {
    /// In one of these states. Without it, those that wait for a decision.
    pub status_in: Option<Vec<ChildMatchStatus>>,
    /// For which matching said one of these.
    pub outcome_in: Option<Vec<MatchOutcome>>,
}

impl ChildMatchFilter {
    /// The condition.
    pub fn condition(self) -> Condition {
        use child_match::Column as C;
        let statuses = self.status_in.unwrap_or_else(|| vec![ChildMatchStatus::Open]);
        Condition::all()
            .add(C::Status.is_in(statuses))
            .add_option(self.outcome_in.map(|outcomes| C::Outcome.is_in(outcomes)))
    }
}

/// In which order questions of identity come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ChildMatchOrder {
    /// Whatever has waited longest first.
    #[default]
    CreatedAtAsc,
    /// The newest first.
    CreatedAtDesc,
}

impl ChildMatchOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<child_match::Entity> {
        let (name, direction) = match self {
            Self::CreatedAtAsc => ("childMatch.createdAt", Direction::Ascending),
            Self::CreatedAtDesc => ("childMatch.createdAt.desc", Direction::Descending),
        };
        Keyset {
            name,
            column: child_match::Column::CreatedAt,
            id: child_match::Column::Id,
            direction,
        }
    }
}

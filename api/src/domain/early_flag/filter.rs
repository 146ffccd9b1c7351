//! Which early flags, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::early_flag;
use entity::enums::{ConcernLevel, EarlyFlagStatus, Topic};
use entity::ids::{ChildId, PractitionerId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition};

use crate::gql::page::DateRangeInput;
use crate::policy::relation::{Who, linked_team};
use crate::store::{Direction, Keyset};

/// Which early flags: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EarlyFlagFilter {
    /// Only yours: those that you raised, and those that were put to the health team in which you work.
    #[graphql(default)]
    pub mine: bool,
    /// Waiting for an answer past its day (true), or not (false).
    pub overdue: Option<bool>,
    /// In one of these states.
    pub status_in: Option<Vec<EarlyFlagStatus>>,
    /// About one of these topics.
    pub topic_in: Option<Vec<Topic>>,
    /// At one of these levels.
    pub level_in: Option<Vec<ConcernLevel>>,
    /// To be answered in this range of days.
    pub due_on: Option<DateRangeInput>,
    /// About this child.
    pub child: Option<ChildId>,
}

impl EarlyFlagFilter {
    /// The condition, for `who`, on `today`.
    pub fn condition(&self, who: &Who, today: NaiveDate) -> Condition {
        use early_flag::Column as C;
        let overdue = self.overdue.map(|overdue| {
            let late = late(today);
            if overdue { late } else { late.not() }
        });
        Condition::all()
            .add_option(self.mine.then(|| mine(who)))
            .add_option(overdue)
            .add_option(among(C::Status, self.status_in.as_deref()))
            .add_option(among(C::Topic, self.topic_in.as_deref()))
            .add_option(among(C::Level, self.level_in.as_deref()))
            .add_option(self.due_on.map(|range| range.on(C::DueOn)))
            .add_option(self.child.map(|child| C::ChildId.eq(child)))
    }
}

fn among<T: Copy + Into<sea_orm::Value>>(
    column: early_flag::Column,
    given: Option<&[T]>,
) -> Option<SimpleExpr> {
    given.map(|given| column.is_in(given.iter().copied()))
}

fn late(today: NaiveDate) -> Condition {
    use early_flag::Column as C;
    Condition::all()
        .add(C::Status.eq(EarlyFlagStatus::Raised))
        .add(C::DueOn.lt(today))
}

fn mine(who: &Who) -> Condition {
    use early_flag::Column as C;
    Condition::any()
        .add(C::RaisedById.eq(PractitionerId(who.actor)))
        .add_option(linked_team(who).map(|team| C::HealthTeamId.eq(team)))
}

/// In which order early flags come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum EarlyFlagOrder {
    /// Next due first.
    #[default]
    DueOnAsc,
    /// Raised last first.
    CreatedAtDesc,
}

impl EarlyFlagOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<early_flag::Entity> {
        use early_flag::Column as C;
        let (name, column, direction) = match self {
            Self::DueOnAsc => ("earlyFlag.dueOn", C::DueOn, Direction::Ascending),
            Self::CreatedAtDesc => ("earlyFlag.createdAt.desc", C::CreatedAt, Direction::Descending),
        };
        Keyset {
            name,
            column,
            id: C::Id,
            direction,
        }
    }
}

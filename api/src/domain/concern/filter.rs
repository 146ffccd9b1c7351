//! Which concerns, and in which order.

use async_graphql::{Enum, InputObject};
use entity::enums::{
    ConcernLevel, ConcernOutcome, ConcernStatus, Discipline, Role, Sensitivity, Topic, ValueSet,
};
use entity::ids::ReviewId;
use entity::{concern, concern_settlement};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition};

use crate::gql::page::DateRangeInput;
use crate::policy::relation::Who;
use crate::policy::scope::concerns_settled;
use crate::store::{Direction, Keyset};

/// Which concerns: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ConcernFilter {
    /// About one of these topics.
    pub topic_in: Option<Vec<Topic>>,
    /// At one of these levels now.
    pub level_in: Option<Vec<ConcernLevel>>,
    /// In one of these states. Without it, withdrawn and settled ones are among them.
    pub status_in: Option<Vec<ConcernStatus>>,
    /// Of one of these sensitivities, as far as you see them.
    pub sensitivity_in: Option<Vec<Sensitivity>>,
    /// Settled with one of these outcomes, as far as you read them.
    pub outcome_in: Option<Vec<ConcernOutcome>>,
    /// Monitored, and to be looked at again in this range of days, as far as you read it.
    pub look_again_on: Option<DateRangeInput>,
    /// Of this review.
    pub review: Option<ReviewId>,
    /// Raised by somebody of this profession.
    pub raised_by_discipline: Option<Discipline>,
    /// Raised by somebody in one of these roles: parents and guests belong to neither profession.
    pub raised_by_role_in: Option<Vec<Role>>,
}

impl ConcernFilter {
    /// The condition, for `who`.
    pub fn condition(&self, who: &Who) -> Condition {
        use concern::Column as C;
        let of_discipline = self.raised_by_discipline.map(|wanted| {
            let roles = Role::ALL.iter().filter(|role| role.discipline() == Some(wanted));
            C::RaisedByRole.is_in(roles.copied())
        });
        Condition::all()
            .add_option(among(C::Topic, self.topic_in.as_deref()))
            .add_option(among(C::Level, self.level_in.as_deref()))
            .add_option(among(C::Status, self.status_in.as_deref()))
            .add_option(among(C::Sensitivity, self.sensitivity_in.as_deref()))
            .add_option(self.settled(who))
            .add_option(self.review.map(|review| C::ReviewId.eq(review)))
            .add_option(of_discipline)
            .add_option(among(C::RaisedByRole, self.raised_by_role_in.as_deref()))
    }
}

impl ConcernFilter {
    /// How they are settled, where that is asked for.
    fn settled(&self, who: &Who) -> Option<Condition> {
        use concern_settlement::Column as S;
        let outcomes = self.outcome_in.as_deref();
        let so = Condition::all()
            .add_option(outcomes.map(|outcomes| S::Outcome.is_in(outcomes.iter().copied())))
            .add_option(self.look_again_on.map(|range| range.on(S::LookAgainOn)));
        (!so.is_empty()).then(|| concerns_settled(who, so))
    }
}

/// The rows whose `column` is one of the given values, where any are given.
fn among<T: Copy + Into<sea_orm::Value>>(column: concern::Column, given: Option<&[T]>) -> Option<SimpleExpr> {
    given.map(|given| column.is_in(given.iter().copied()))
}

/// In which order concerns come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ConcernOrder {
    /// Raised last first.
    #[default]
    CreatedAtDesc,
    /// Raised first first.
    CreatedAtAsc,
}

impl ConcernOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<concern::Entity> {
        let (name, direction) = match self {
            Self::CreatedAtDesc => ("concern.createdAt.desc", Direction::Descending),
            Self::CreatedAtAsc => ("concern.createdAt", Direction::Ascending),
        };
        Keyset {
            name,
            column: concern::Column::CreatedAt,
            id: concern::Column::Id,
            direction,
        }
    }
}

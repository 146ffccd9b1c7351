//! Which responsibilities, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::enums::{ParticipantStatus, ResponsibilityStatus, ReviewStatus, ReviewStep, StepParty, ValueSet};
use entity::ids::{PractitionerId, ReviewId};
use entity::{child, participant, practitioner, responsibility, review};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use crate::gql::page::DateRangeInput;
use crate::policy::relation::Who;
use crate::policy::scope::covered_by;
use crate::policy::step::parties_of;
use crate::store::{Direction, Keyset};

/// Which responsibilities: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ResponsibilityFilter {
    /// Only yours: those in which you are named, those of whom you cover today, and those of your party in which nobody is
    /// named, in reviews in which you take part or are named for the child.
    #[graphql(default)]
    pub mine: bool,
    /// Open past its day in an open review (true), or not (false).
    pub overdue: Option<bool>,
    /// Of one of these steps.
    pub step_in: Option<Vec<ReviewStep>>,
    /// In one of these states.
    pub status_in: Option<Vec<ResponsibilityStatus>>,
    /// Of one of these parties.
    pub party_in: Option<Vec<StepParty>>,
    /// Due in this range of days.
    pub due_on: Option<DateRangeInput>,
    /// Of this review.
    pub review: Option<ReviewId>,
}

impl ResponsibilityFilter {
    /// The condition, for `who`, on `today`.
    pub fn condition(&self, who: &Who, today: NaiveDate) -> Condition {
        use responsibility::Column as C;
        let mut all = Condition::all();
        if self.mine {
            all = all.add(mine(who));
        }
        if let Some(overdue) = self.overdue {
            let late = late(today);
            all = all.add(if overdue { late } else { late.not() });
        }
        if let Some(steps) = &self.step_in {
            all = all.add(C::Step.is_in(steps.iter().copied()));
        }
        if let Some(states) = &self.status_in {
            all = all.add(C::Status.is_in(states.iter().copied()));
        }
        if let Some(parties) = &self.party_in {
            all = all.add(C::Party.is_in(parties.iter().copied()));
        }
        if let Some(range) = self.due_on {
            all = all.add(range.on(C::DueOn));
        }
        if let Some(review) = self.review {
            all = all.add(C::ReviewId.eq(review));
        }
        all
    }
}

/// Open past its day, in a review that is still being worked on.
fn late(today: NaiveDate) -> Condition {
    use responsibility::Column as C;
    let open = ReviewStatus::ALL
        .iter()
        .copied()
        .filter(|status| status.is_open());
    let reviews = review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(review::Column::Status.is_in(open))
        .into_query();
    Condition::all()
        .add(C::Status.eq(ResponsibilityStatus::Open))
        .add(C::DueOn.lt(today))
        .add(C::ReviewId.in_subquery(reviews))
}

fn mine(who: &Who) -> Condition {
    use responsibility::Column as C;
    let covered = practitioner::Entity::find()
        .select_only()
        .column(practitioner::Column::Id)
        .filter(covered_by(who))
        .into_query();
    let of_party = Condition::any().add(C::Party.is_in(parties_of(who.role))).add(
        Condition::all()
            .add(C::Party.eq(StepParty::Role))
            .add(C::Role.eq(who.role)),
    );
    let nobodys = Condition::all()
        .add(C::PractitionerId.is_null())
        .add(of_party)
        .add(C::ReviewId.in_subquery(reviews_of(who)));
    Condition::any()
        .add(C::PractitionerId.eq(PractitionerId(who.actor)))
        .add(C::PractitionerId.in_subquery(covered))
        .add(nobodys)
}

/// The reviews in which somebody takes part, or for whose child they are named.
fn reviews_of(who: &Who) -> SelectStatement {
    let me = PractitionerId(who.actor);
    let takes_part = parties(who).into_query();
    let children = child::Entity::find()
        .select_only()
        .column(child::Column::Id)
        .filter(
            Condition::any()
                .add(child::Column::NamedHealthVisitorId.eq(me))
                .add(child::Column::KeyPersonId.eq(me)),
        )
        .into_query();
    review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(
            Condition::any()
                .add(review::Column::Id.in_subquery(takes_part))
                .add(review::Column::ChildId.in_subquery(children)),
        )
        .into_query()
}

/// Somebody's places in reviews.
fn parties(who: &Who) -> Select<participant::Entity> {
    use participant::Column as P;
    participant::Entity::find()
        .select_only()
        .column(P::ReviewId)
        .filter(P::PractitionerId.eq(PractitionerId(who.actor)))
        .filter(P::Status.is_not_in([ParticipantStatus::Removed, ParticipantStatus::Declined]))
}

/// In which order responsibilities come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ResponsibilityOrder {
    /// Next due first.
    #[default]
    DueOnAsc,
    /// Last due first.
    DueOnDesc,
}

impl ResponsibilityOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<responsibility::Entity> {
        let (name, direction) = match self {
            Self::DueOnAsc => ("responsibility.dueOn", Direction::Ascending),
            Self::DueOnDesc => ("responsibility.dueOn.desc", Direction::Descending),
        };
        Keyset {
            name,
            column: responsibility::Column::DueOn,
            id: responsibility::Column::Id,
            direction,
        }
    }
}

//! Which reviews, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::enums::{DeliveryModel, ParticipantStatus, ReviewStatus, ValueSet};
use entity::ids::{CarerId, ChildId, OrganisationId, PractitionerId};
use entity::{participant, review};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::gql::page::DateRangeInput;
use crate::policy::relation::Who;
use crate::policy::scope::reviews_located;
use crate::store::{Direction, Keyset};

/// Which reviews: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReviewFilter {
    /// In one of these states. Without it, reviews entered in error are left out.
    pub status_in: Option<Vec<ReviewStatus>>,
    /// Of one of these delivery models.
    pub delivery_model_in: Option<Vec<DeliveryModel>>,
    /// Due in this range of days.
    pub due_on: Option<DateRangeInput>,
    /// Of this child.
    pub child: Option<ChildId>,
    /// Of this health team.
    pub health_team: Option<OrganisationId>,
    /// Of this early years setting. Reviews whose setting you may not read are not found by it, nor children whose
    /// whereabouts are protected.
    pub setting: Option<OrganisationId>,
    /// Open and past the due date (true), or not (false).
    pub overdue: Option<bool>,
    /// Only those in which you take part or are invited to.
    #[graphql(default)]
    pub mine: bool,
}

impl ReviewFilter {
    /// The condition, for `who`, on `today`.
    pub fn condition(&self, who: &Who, today: NaiveDate) -> Condition {
        use review::Column as C;
        let mut all = Condition::all();
        all = match &self.status_in {
            Some(states) => all.add(C::Status.is_in(states.iter().copied())),
            None => all.add(C::Status.ne(ReviewStatus::EnteredInError)),
        };
        if let Some(models) = &self.delivery_model_in {
            all = all.add(C::DeliveryModel.is_in(models.iter().copied()));
        }
        if let Some(range) = self.due_on {
            all = all.add(range.on(C::DueOn));
        }
        if let Some(child) = self.child {
            all = all.add(C::ChildId.eq(child));
        }
        if let Some(team) = self.health_team {
            all = all.add(C::HealthTeamId.eq(team));
        }
        if let Some(setting) = self.setting {
            all = all.add(C::SettingId.eq(setting)).add(reviews_located(who));
        }
        if let Some(overdue) = self.overdue {
            let late = overdue_on(today);
            all = all.add(if overdue { late } else { late.not() });
        }
        if self.mine {
            all = all.add(C::Id.in_subquery(party_to(who)));
        }
        all
    }
}

/// Open and past the due date.
fn overdue_on(today: NaiveDate) -> Condition {
    let open = ReviewStatus::ALL
        .iter()
        .copied()
        .filter(|status| status.is_open());
    Condition::all()
        .add(review::Column::Status.is_in(open))
        .add(review::Column::DueOn.lt(today))
}

/// The reviews to which the caller is a party, whatever they answered.
fn party_to(who: &Who) -> SelectStatement {
    use participant::Column as C;
    let carers = who.actors.iter().copied().map(CarerId);
    participant::Entity::find()
        .select_only()
        .column(C::ReviewId)
        .filter(C::Status.ne(ParticipantStatus::Removed))
        .filter(
            Condition::any()
                .add(C::PractitionerId.eq(PractitionerId(who.actor)))
                .add(C::CarerId.is_in(carers)),
        )
        .into_query()
}

/// In which order reviews come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ReviewOrder {
    /// Next due first.
    #[default]
    DueOnAsc,
    /// Last due first.
    DueOnDesc,
}

impl ReviewOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<review::Entity> {
        let (name, direction) = match self {
            Self::DueOnAsc => ("review.dueOn", Direction::Ascending),
            Self::DueOnDesc => ("review.dueOn.desc", Direction::Descending),
        };
        Keyset {
            name,
            column: review::Column::DueOn,
            id: review::Column::Id,
            direction,
        }
    }
}

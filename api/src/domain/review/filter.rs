//! Which reviews, and in which order.

use async_graphql::{Enum, InputObject};
use entity::enums::{DeliveryModel, Restriction, ReviewStatus};
use entity::ids::{ChildId, OrganisationId};
use entity::review;
use sea_orm::{ColumnTrait, Condition};

use crate::gql::page::DateRangeInput;
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
    /// Of this early years setting. Children whose whereabouts are protected are not found by it.
    pub setting: Option<OrganisationId>,
}

impl ReviewFilter {
    /// The condition.
    pub fn condition(&self) -> Condition {
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
            all = all
                .add(C::SettingId.eq(setting))
                .add(C::Restriction.eq(Restriction::Unrestricted));
        }
        all
    }
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

//! Which referrals, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::enums::{ReferralStatus, ReferralUrgency};
use entity::ids::{ChildId, OrganisationId, ReviewId};
use entity::referral;
use sea_orm::{ColumnTrait, Condition};

use super::rules::AWAITING_SERVICE;
use crate::store::{Direction, Keyset};

/// Which referrals: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReferralFilter {
    /// In one of these states. Without it, referrals entered in error are left out.
    pub status_in: Option<Vec<ReferralStatus>>,
    /// To this service.
    pub service: Option<OrganisationId>,
    /// Of one of these urgencies.
    pub urgency_in: Option<Vec<ReferralUrgency>>,
    /// With a service that has let its day pass without a decision (true), or not (false).
    pub overdue: Option<bool>,
    /// Out of this review.
    pub review: Option<ReviewId>,
    /// Of this child.
    pub child: Option<ChildId>,
}

impl ReferralFilter {
    /// The condition, on `today`.
    pub fn condition(&self, today: NaiveDate) -> Condition {
        use referral::Column as C;
        let mut all = Condition::all();
        all = match &self.status_in {
            Some(states) => all.add(C::Status.is_in(states.iter().copied())),
            None => all.add(C::Status.ne(ReferralStatus::EnteredInError)),
        };
        if let Some(service) = self.service {
            all = all.add(C::ServiceId.eq(service));
        }
        if let Some(urgencies) = &self.urgency_in {
            all = all.add(C::Urgency.is_in(urgencies.iter().copied()));
        }
        if let Some(review) = self.review {
            all = all.add(C::ReviewId.eq(review));
        }
        if let Some(child) = self.child {
            all = all.add(C::ChildId.eq(child));
        }
        match self.overdue {
            Some(true) => all
                .add(C::Status.is_in(AWAITING_SERVICE.iter().copied()))
                .add(C::RespondBy.lt(today)),
            Some(false) => all.add(
                Condition::any()
                    .add(C::Status.is_not_in(AWAITING_SERVICE.iter().copied()))
                    .add(C::RespondBy.is_null())
                    .add(C::RespondBy.gte(today)),
            ),
            None => all,
        }
    }
}

/// In which order referrals come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ReferralOrder {
    /// Newest first.
    #[default]
    CreatedAtDesc,
    /// Oldest first.
    CreatedAtAsc,
    /// Whose answer is due next, first. Only referrals that were sent to a service with a limit.
    RespondByAsc,
}

impl ReferralOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<referral::Entity> {
        use referral::Column as C;
        let (name, column, direction) = match self {
            Self::CreatedAtDesc => ("referral.createdAt.desc", C::CreatedAt, Direction::Descending),
            Self::CreatedAtAsc => ("referral.createdAt", C::CreatedAt, Direction::Ascending),
            Self::RespondByAsc => ("referral.respondBy", C::RespondBy, Direction::Ascending),
        };
        Keyset {
            name,
            column,
            id: C::Id,
            direction,
        }
    }

    /// The rows that have a place in the order.
    pub fn condition(self) -> Condition {
        match self {
            Self::CreatedAtDesc | Self::CreatedAtAsc => Condition::all(),
            Self::RespondByAsc => Condition::all().add(referral::Column::RespondBy.is_not_null()),
        }
    }
}

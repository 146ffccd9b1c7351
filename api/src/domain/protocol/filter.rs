//! Which protocols, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::NaiveDate;
use entity::enums::{DeliveryModel, ProtocolStatus};
use entity::protocol;
use sea_orm::{ColumnTrait, Condition};

use crate::store::{Direction, Keyset};

/// Which protocols: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProtocolFilter {
    /// Of one of these delivery models.
    pub delivery_model_in: Option<Vec<DeliveryModel>>,
    /// In one of these states today.
    pub status_in: Option<Vec<ProtocolStatus>>,
}

impl ProtocolFilter {
    /// The condition, on `today`.
    pub fn condition(&self, today: NaiveDate) -> Condition {
        let models = self.delivery_model_in.as_ref();
        let states = self.status_in.as_ref().map(|states| {
            let any = Condition::any();
            // No state is in the empty list.
            let none = Condition::any().not();
            match states.as_slice() {
                [] => none,
                states => states
                    .iter()
                    .fold(any, |any, state| any.add(in_state(*state, today))),
            }
        });
        Condition::all()
            .add_option(models.map(|models| protocol::Column::DeliveryModel.is_in(models.iter().copied())))
            .add_option(states)
    }
}

/// The same as [`super::steps::status`], as a condition.
fn in_state(state: ProtocolStatus, today: NaiveDate) -> Condition {
    use protocol::Column as P;
    let approved = Condition::all().add(P::ApprovedAt.is_not_null());
    let begun = || P::EffectiveFrom.lte(today);
    match state {
        ProtocolStatus::Draft => Condition::all().add(P::ApprovedAt.is_null()),
        ProtocolStatus::Approved => approved.add(P::EffectiveFrom.gt(today)),
        ProtocolStatus::InForce => approved.add(begun()).add(
            Condition::any()
                .add(P::EffectiveTo.is_null())
                .add(P::EffectiveTo.gt(today)),
        ),
        ProtocolStatus::Superseded => approved.add(begun()).add(P::EffectiveTo.lte(today)),
    }
}

/// In which order protocols come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ProtocolOrder {
    /// What takes effect last first.
    #[default]
    EffectiveFromDesc,
    /// What takes effect first first.
    EffectiveFromAsc,
}

impl ProtocolOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<protocol::Entity> {
        let (name, direction) = match self {
            Self::EffectiveFromDesc => ("protocol.effectiveFrom.desc", Direction::Descending),
            Self::EffectiveFromAsc => ("protocol.effectiveFrom", Direction::Ascending),
        };
        Keyset {
            name,
            column: protocol::Column::EffectiveFrom,
            id: protocol::Column::Id,
            direction,
        }
    }
}

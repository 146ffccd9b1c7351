//! What comes with leading a half. Pure.

use entity::enums::{ParticipantCapacity, ParticipantStatus, StepParty};
use entity::ids::{ChildId, PractitionerId, ReviewId};
use entity::{participant, responsibility, review};
use sea_orm::ActiveValue::{self, Set};

use crate::domain::protocol::steps::Named;

/// Somebody who leads a half of a review.
#[derive(Debug, Clone, Copy)]
pub struct Lead {
    /// The review.
    pub review: ReviewId,
    /// Its child.
    pub child: ChildId,
    /// Who.
    pub practitioner: PractitionerId,
    party: StepParty,
}

impl Lead {
    /// Whoever has accepted to lead a half.
    pub fn of(
        review: &review::Model,
        capacity: ParticipantCapacity,
        practitioner: Option<PractitionerId>,
    ) -> Option<Self> {
        let party = match capacity {
            ParticipantCapacity::HealthLead => StepParty::Health,
            ParticipantCapacity::EarlyYearsLead => StepParty::EarlyYears,
            _ => return None,
        };
        Some(Self {
            review: review.id,
            child: review.child_id,
            practitioner: practitioner?,
            party,
        })
    }

    /// Whoever is entered as leading a half, and has accepted with the same.
    pub fn by(review: &review::Model, entry: &participant::ActiveModel) -> Option<Self> {
        let accepted = given(&entry.status) == Some(ParticipantStatus::Accepted);
        let practitioner = given(&entry.practitioner_id).flatten();
        Self::of(review, given(&entry.capacity)?, practitioner).filter(|_| accepted)
    }
}

fn given<T: Copy + Into<sea_orm::Value>>(value: &ActiveValue<T>) -> Option<T> {
    value.try_as_ref().copied()
}

/// An open responsibility of the half that goes to its lead: it was nobody's in particular, or that of whoever is named
/// for the child.
pub fn takes_over(
    duty: &responsibility::Model,
    lead: Lead,
    named: Named,
) -> Option<responsibility::ActiveModel> {
    let usual = duty.practitioner_id.is_none() || duty.practitioner_id == named.of(duty.party, duty.role);
    let moves = duty.party == lead.party && usual && duty.practitioner_id != Some(lead.practitioner);
    moves.then(|| responsibility::ActiveModel {
        practitioner_id: Set(Some(lead.practitioner)),
        ..Default::default()
    })
}

/// An open responsibility of somebody who no longer takes part: it goes back to whoever is named for the child, or to the
/// party.
pub fn hands_back(
    duty: &responsibility::Model,
    from: PractitionerId,
    named: Named,
) -> Option<responsibility::ActiveModel> {
    let to = named.of(duty.party, duty.role);
    let moves = duty.practitioner_id == Some(from) && to != Some(from);
    moves.then(|| responsibility::ActiveModel {
        practitioner_id: Set(to),
        ..Default::default()
    })
}

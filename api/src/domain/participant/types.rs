//! The participant on the wire.

use entity::enums::{ParticipantCapacity, ParticipantStatus};
use entity::ids::ParticipantId;
use entity::participant;

use crate::store::Visible;
use crate::wire;

/// One party to a review.
#[derive(Debug, Clone)]
pub struct Participant(pub Visible<participant::Model>);

wire! {
    /// One party to a review.
    Participant = "Participant", node, |participant, _call| {
        /// The participant's id, for example `participant_01j…`.
        base "id": ParticipantId = participant.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = participant.0.base().version;
        /// In which capacity.
        base "capacity": ParticipantCapacity = participant.0.base().capacity;
        /// What they have answered.
        base "status": ParticipantStatus = participant.0.base().status;
    }
}

//! Steps as callers give them.

use async_graphql::InputObject;
use entity::enums::{ReviewStep, Role, StepParty};

use super::steps::Step;

/// One step of a protocol.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ProtocolStepInput {
    /// Which step.
    pub step: ReviewStep,
    /// Whose it is.
    pub party: StepParty,
    /// The role, where the party is ROLE: one of the two professions'.
    pub role: Option<Role>,
    /// By when: so many working days of England after the review's due date, or before it where negative; at most 250.
    pub due_working_days: i32,
    /// Whether a review is incomplete without it.
    #[graphql(default = true)]
    pub is_required: bool,
}

/// The steps that were given.
pub fn steps(given: &[ProtocolStepInput]) -> Vec<Step> {
    let step = |given: &ProtocolStepInput| Step {
        step: given.step,
        party: given.party,
        role: given.role,
        days: given.due_working_days,
        required: given.is_required,
    };
    given.iter().map(step).collect()
}

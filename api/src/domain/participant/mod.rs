//! The parties to a review: practitioners of both disciplines, parents and carers, other professionals, interpreters.
//!
//! Somebody is invited in a capacity; each half has one lead at a time. They accept, decline with a reason, or apologise
//! and send a contribution instead; afterwards it is recorded who was there. What a party who does not sign in has
//! answered is recorded for them. A guest is asked a question for a limited time (`guestInvite`). Until an invitation is accepted it opens a
//! summary of the review and nothing else; whoever declines or is taken off sees nothing of it any more, but for their
//! own entry. What was contributed stays.

pub mod facts;
pub mod guests;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ParticipantMutations;
pub use queries::ParticipantQueries;
pub use types::Participant;

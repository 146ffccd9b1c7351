//! The parties to a review: practitioners of both disciplines, parents and carers, other professionals, interpreters.

pub mod types;

pub use types::Participant;

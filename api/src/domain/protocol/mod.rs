//! The local protocol: for each delivery model, who does which step of a review by when.
//!
//! It belongs to the authority and is versioned: a draft is approved by the operational and by the strategic group, and
//! is in force from its day until the next version is; a review follows the one that was in force when it was planned,
//! whatever comes after. Where an authority has none of its own, the shipped default of the model is followed
//! ([`defaults`]).

pub mod defaults;
pub mod facts;
pub mod filter;
mod input;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod steps;
pub mod types;

pub use mutations::ProtocolMutations;
pub use queries::ProtocolQueries;
pub use types::{Protocol, ReviewProtocol};

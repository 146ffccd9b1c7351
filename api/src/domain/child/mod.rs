//! The child: who they are, how other systems call them, where they are placed, and how far their whereabouts are
//! protected.
//!
//! Identifiers are rows (system, value, status); the NHS number is one of them, never the key, and never required: early
//! years settings usually do not hold it. What is replaced is kept as superseded. A child is placed with a health team
//! and perhaps an early years setting, with a named health visitor in the one and a key person in the other; open reviews
//! follow. A restriction (PDS U, R, V) withholds whatever tells where the child is (address, GP practice, setting, key
//! person, place of a meeting) from everybody, and is copied to every review of the child.

pub mod facts;
pub mod filter;
pub mod input;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ChildMutations;
pub use queries::ChildQueries;
pub use types::Child;

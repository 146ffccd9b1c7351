//! Disclosures: that something about a child reached somebody, by which legal gateway, and decisions that it should not.
//!
//! Each reading across the professions on this platform is one, written by the store before the answer leaves. What is
//! released outside of it, and what it was decided not to disclose, practitioners record here. Never changed.

pub mod facts;
pub mod loader;
mod mutations;
pub mod rules;
pub mod types;

pub use mutations::DisclosureMutations;
pub use types::Disclosure;

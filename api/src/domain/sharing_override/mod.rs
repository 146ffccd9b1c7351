//! Safeguarding overrides: one half of a review is opened to somebody of the other profession without the parents'
//! agreement, to protect the child (domain.md 5.4).
//!
//! One person asks, with the reason, the legal gateway and whether the parents were told; another approves; it ends by
//! itself. It is never silent: journal, audit, disclosures, and on the child for leads, Caldicott guardian and whoever
//! asked. Family-sensitive notes stay closed.

pub mod facts;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::SharingOverrideMutations;
pub use queries::SharingOverrideQueries;
pub use types::SharingOverride;

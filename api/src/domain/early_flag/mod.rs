//! An early flag: what an early years setting asks health about a child before any review, from 18 months of age.
//!
//! It is raised with the parents' agreement, or with the reason why not, and goes to the setting's link health team (else
//! to the child's own), which answers within five working days: with advice, by bringing the review forward, by noting it
//! for the review, or by the way of safeguarding. The answer goes back to the setting in words; what of it is for
//! practitioners, parents do not read. A review of the child shows what was flagged.

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::EarlyFlagMutations;
pub use queries::EarlyFlagQueries;
pub use types::EarlyFlag;

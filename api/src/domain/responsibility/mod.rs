//! A responsibility: one party's part in one step of a review, with the day by which it is due.
//!
//! Planning a review makes its responsibilities from the protocol that is in force; a change of the delivery model brings
//! the open ones in line and keeps what is done. An act that fulfils a step marks it done in the same transaction, and is
//! refused to anybody but the responsible party, or a lead who says why; a step without an act of its own is completed
//! here. A lead may waive one; somebody in particular may be named for it; whoever covers for them counts as them.

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ResponsibilityMutations;
pub use queries::ResponsibilityQueries;
pub use types::Responsibility;

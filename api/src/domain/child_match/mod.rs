//! The open question of identity: an imported row that is not clearly one child, and waits for an administrator.
//!
//! A wrong match shows one child's record as another's, so an import never guesses: a row that comes near a known child,
//! but not near enough, is kept here with the candidates and what speaks for and against each. An administrator links it
//! with one of them, enters it as a new child, or sets it aside; [`crate::import`] does what is decided, as it would have
//! done at once had the row been clear. Nobody else sees the worklist: its rows are about children who may not be on
//! record yet, so no relation to a child can open them.

mod filter;
pub mod loader;
mod queries;
pub mod types;

pub use queries::ChildMatchQueries;
pub use types::ChildMatch;

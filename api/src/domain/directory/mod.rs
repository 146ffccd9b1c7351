//! The directory of an authority: who works here, where, and how to reach them.
//!
//! Health providers are known by their ODS code, early years settings by their Ofsted URN; services receive referrals.
//! A link team is the health team that a setting turns to. A practitioner has an entry, a contact card, and roles, each
//! held in one organisation (or in the authority itself) at a time; a token says which role is played. Systems stand in
//! the directory too. Nothing is deleted: entries are taken out of use, and records keep pointing at them. Token and
//! directory must agree, so an entry that is taken out of use signs nobody in from the next request on.

pub mod facts;
pub mod filter;
#[cfg(test)]
pub mod fixtures;
pub mod input;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::DirectoryMutations;
pub use queries::DirectoryQueries;
pub use types::{ContactCard, LinkTeam, Organisation, Practitioner, RoleAssignment};

//! Family-sensitive notes: what the health team learns about the family that neither early years nor the parents' view may
//! ever show, by any path: a parent's mental health, the enquiry about domestic abuse.
//!
//! A noun of its own rather than fields of the health half, so that no lens that opens the health half opens them. Outside
//! the health team they do not exist: not by id, not in a list, not in the journal that systems read.

pub mod facts;
mod mutations;
pub mod rules;
pub mod types;

pub use mutations::FamilyNoteMutations;
pub use types::FamilyNote;

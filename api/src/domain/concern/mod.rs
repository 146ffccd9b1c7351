//! A concern about a child, raised in a review by a practitioner of either discipline, a parent or a guest.
//!
//! It has a topic that both professions share, a level, and the evidence as its author put it. The original is never
//! overwritten: it is added to, each addition with its author, and an addition may move the present level; nobody lowers
//! what the other profession raised. Its author may take it back; it stays on record. A sensitive concern is for
//! practitioners until they have agreed how it is raised with the family: to parents and systems it does not exist, by no
//! path.
//!
//! In the end it is settled, by whoever takes part: with an outcome, a note, and where it is monitored the day on which it is
//! looked at again. A settled concern is neither added to nor taken back; it can be taken up again, and how it was settled
//! before stays on record. That it goes the way of safeguarding is never for the family; so that its absence tells nothing,
//! practitioners can keep any outcome to themselves until they have spoken with the family.

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod settlement;
pub mod types;

pub use mutations::ConcernMutations;
pub use queries::ConcernQueries;
pub use settlement::ConcernSettlement;
pub use types::{Concern, ConcernAddition};

//! Share codes, for the model in which parents carry the information (SEPARATE_PARENT_CARRIED): instead of paper the parents
//! hand over a code, and whoever of the other profession enters it has their agreement.
//!
//! A code is shown once, kept as a hash, works once and for a time, and only a few wrong ones may be tried a day. Unknown,
//! used and expired codes cannot be told from one another.

pub mod code;
pub mod facts;
mod mutations;
pub mod rules;

pub use mutations::ShareCodeMutations;

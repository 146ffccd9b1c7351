//! What the parents have answered to being asked whether something about their child is shared: with whom, what, what for,
//! until when, and whether its content or its mere existence is meant.
//!
//! It is neither the lawful basis on which an organisation works, nor a disclosure: it is what the EYFS framework and
//! confidentiality ask for before one profession reads the other's half. What it opens is said in one place,
//! `policy::sharing`; a withdrawal counts with the next read.

pub mod facts;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::SharingAgreementMutations;
pub use queries::SharingAgreementQueries;
pub use types::SharingAgreement;

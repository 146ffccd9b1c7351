//! The referral of a child to a service that helps: a closed loop, so that nothing is sent into silence.
//!
//! A practitioner who takes part in the review drafts it, for a concern or for itself, and puts it to the parents; only
//! what they agreed to is sent, and only with the evidence that the service asks for. The service acknowledges it and
//! answers: it takes the child on, asks for more, or says why not and what else would help. Every state has an owner
//! who has to act next; silence past the service's own limit is overdue. Practitioners can speak first: parents see a
//! referral once it has been put to them.

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ReferralMutations;
pub use queries::ReferralQueries;
pub use types::Referral;

//! The liaison thread of a review: what the practitioners write to one another, before, during and after it.
//!
//! It is for practitioners by type: nobody else knows that there is one. A message is addressed to a profession or a role,
//! and to somebody in particular only beside that, so that it outlives whoever leaves. A question, or the wish to be called
//! back, says by when; the first reply of somebody else answers it. What was said is never changed; who has read it is on
//! record.

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::LiaisonMutations;
pub use queries::LiaisonQueries;
pub use types::{LiaisonMessage, LiaisonRead};

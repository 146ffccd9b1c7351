//! What another professional contributes to a review: a speech and language therapist, a paediatrician, a portage worker is
//! asked one question about the child, for four weeks at most, once the parents have agreed that they are asked.
//!
//! The guest's access is their entry among the parties of the review (`participant::guests`); this is the question with its
//! answer. The guest sees a summary of the child, the question and their own answer, and from the next request after its end
//! or its revocation nothing at all. The practitioners who take part and the service leads read both; the parents too, where
//! the question is not for practitioners only.

pub mod facts;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::GuestContributionMutations;
pub use queries::GuestContributionQueries;
pub use types::GuestContribution;

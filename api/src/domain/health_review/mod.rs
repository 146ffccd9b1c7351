//! The health half of a review (Healthy Child Programme, two to two-and-a-half years): who delivers it and who is
//! accountable, how and when the family was met, and what was found.
//!
//! Only the health team writes it; a community nursery nurse only while it is delegated to her, with the supervision on
//! record. Everybody who knows of the review knows that it is there and how far it is; what it says is for the health team
//! until the parents agree that it is shared. After it was handed in it is added to, never rewritten. Notes about the
//! family that must not leave the health team are a noun of their own (`family_note`), as are the assessments.

pub mod facts;
pub mod input;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use loader::standing;
pub use mutations::HealthReviewMutations;
pub use queries::HealthReviewQueries;
pub use types::{HealthReview, HealthReviewAddition};

//! What a review still lacks before it can be closed, in two parts: what everybody who knows of the review may know, and what
//! was agreed in the pre-meeting and has to be carried into the review, which is for practitioners.
//!
//! Nothing of it is kept: it is computed from the parts of the review, as far as the viewer sees them.

pub mod loader;
pub mod rules;
pub mod types;

pub use types::ReviewReadiness;

//! The parents' own view: what a parent or carer says of the child themselves, in a review. What the child enjoys, how they
//! see the child's development, what matters to them, what worries them, what they want to talk about first.
//!
//! One account a carer and review, written by themselves or recorded for them; a view is not consent, so that carers without
//! parental responsibility give one too. Parents are asked for it before scores are shown to the meeting, so that what they
//! say is theirs: `Review.isParentViewIn` tells a portal so. It is the carer's to amend and to take back; what they took back
//! is no longer shown. One parent reads another's account only where that parent opened it to them.

pub mod facts;
pub mod input;
pub mod loader;
mod mutations;
pub mod progress;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ParentViewMutations;
pub use queries::ParentViewQueries;
pub use types::ParentView;

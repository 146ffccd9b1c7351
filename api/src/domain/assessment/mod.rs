//! Assessments of a child's development in the health half: whatever the instrument, its areas and their scores.
//!
//! The reference tables (`codes::asq`) read ASQ-3: score after missing items, clinical zone and national band (two things),
//! the concept, the window, the adjusted age. What they said is kept with the assessment and the tables' version, so that a
//! later table does not rewrite it. Only scores are kept, never the wording of a questionnaire. A correction is an
//! assessment of its own that takes the other's place; the other is kept as it was.

pub mod facts;
pub mod input;
mod mutations;
pub mod rules;
pub mod scores;
pub mod types;

pub use mutations::AssessmentMutations;
pub use types::{AreaScore, Assessment, kept_scores};

//! The progress check at two (EYFS), the early years half of a review: what the setting says of the child's prime areas,
//! with the child's own voice, and when it was discussed with the parents.
//!
//! The setting's practitioners write it; a second setting that the child goes to contributes its own words to it and never
//! writes it. Everybody who knows of the review knows that it is there and how far it is, unless the parents keep even that
//! from health; what it says is for the early years until the parents agree that it is shared. After it was handed in it is
//! added to, never rewritten. It projects down to the five texts of the national event (`national_form`).

pub mod facts;
pub mod input;
pub mod loader;
mod mutations;
pub mod national_form;
mod parts;
mod queries;
pub mod rules;
pub mod types;

pub use loader::standing;
pub use mutations::ProgressCheckMutations;
pub use parts::{ProgressCheckAddition, ProgressCheckArea, ProgressCheckContribution};
pub use queries::ProgressCheckQueries;
pub use types::ProgressCheck;

//! The integrated review of one child in one age cycle: both halves, health's and early years', with the parents.
//!
//! A review is planned for a child, the family is invited, date and place are set; the model in which the two halves
//! come together is a property of the review, defaulted from the setting's and the authority's configuration, and may
//! change on the way without losing what was contributed. It ends complete, or in one of the explicit ends. The window
//! is 24 to 30 months of age (Healthy Child Programme).

pub mod facts;
pub mod filter;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::ReviewMutations;
pub use queries::ReviewQueries;
pub use types::Review;

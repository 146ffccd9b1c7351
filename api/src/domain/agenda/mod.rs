//! The agenda of a review: topic by topic, as the authority's topic map joins them, what early years wrote, what health
//! found, what the parents say, what assessments say, and which concerns are open, side by side. Nothing of it is kept: it is
//! put together from what each party wrote, and each reads of it what they may read of that.

mod loader;
mod types;

pub use loader::of_reviews;
pub use types::AgendaTopic;

//! The health half of a review.

crate::types::migration! {
    /// The health half of a review.
    "m20261124_000004_health_review", "health_review.sql", "what has been recorded"
}

//! The thread between the practitioners of a review.

crate::types::migration! {
    /// Liaison threads.
    "m20261125_000013_liaison", "liaison.sql", "what practitioners have written to one another"
}

//! Questions to guests, with their answers.

crate::types::migration! {
    /// One question to a guest of a review, with the answer.
    "m20261125_000009_guest_contribution", "guest_contribution.sql", "what guests were asked and have answered"
}

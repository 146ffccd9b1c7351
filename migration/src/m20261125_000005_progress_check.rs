//! The progress check at two.

crate::types::migration! {
    /// The progress check at two.
    "m20261125_000005_progress_check", "progress_check.sql", "what has been recorded"
}

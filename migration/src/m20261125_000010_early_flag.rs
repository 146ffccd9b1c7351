//! What settings ask health about a child before any review.

crate::types::migration! {
    /// Early flags.
    "m20261125_000010_early_flag", "early_flag.sql", "what was asked and answered"
}

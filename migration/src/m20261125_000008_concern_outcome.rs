//! What became of concerns.

crate::types::migration! {
    /// How concerns were settled.
    "m20261125_000008_concern_outcome", "concern_outcome.sql", "what concerns came to"
}

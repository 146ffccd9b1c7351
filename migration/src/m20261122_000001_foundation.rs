//! The foundation: directory, children, reviews and their parts, journal, audit, idempotency.

crate::types::migration! {
    /// The foundation.
    "m20261122_000001_foundation", "foundation.sql", "the foundation"
}

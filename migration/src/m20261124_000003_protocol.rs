//! Local protocols, the responsibilities of reviews, and the times in which somebody is covered.

crate::types::migration! {
    /// Protocols and responsibilities.
    "m20261124_000003_protocol", "protocol.sql", "what was approved"
}

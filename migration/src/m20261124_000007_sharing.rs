//! What parents agree to share between the disciplines, and what was disclosed.

crate::types::migration! {
    /// Agreements, overrides, share codes and disclosures.
    "m20261124_000007_sharing", "sharing.sql", "what was agreed and disclosed"
}

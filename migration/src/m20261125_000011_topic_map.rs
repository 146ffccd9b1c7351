//! How what the two professions look at belongs together.

crate::types::migration! {
    /// Topic maps.
    "m20261125_000011_topic_map", "topic_map.sql", "what was agreed"
}

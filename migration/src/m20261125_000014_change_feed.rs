//! How the journal is followed.

crate::types::migration! {
    /// Indexes for those who follow the journal.
    "m20261125_000014_change_feed", "change_feed.sql", "how the journal is followed"
}

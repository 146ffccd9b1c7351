//! The practitioners' talk before the family joins: topics, agreed words, sign-off.

crate::types::migration! {
    /// Pre-meetings.
    "m20261125_000012_pre_meeting", "pre_meeting.sql", "what practitioners have agreed"
}

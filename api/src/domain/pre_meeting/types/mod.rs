//! The pre-meeting on the wire.

mod meeting;
mod topic;

pub use meeting::{PreMeeting, PreMeetingAttendance};
pub use topic::PreMeetingTopic;

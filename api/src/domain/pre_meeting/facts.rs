//! What happens to pre-meetings, as the journal keeps it: how far they are and who moved them, never what they are about.

use entity::enums::{Discipline, PreMeetingStatus, PreMeetingTopicStatus, TopicOutcome, ValueSet};
use entity::ids::PreMeetingId;
use entity::pre_meeting;
use serde_json::json;

use crate::store::Fact;

/// It was opened.
pub fn opened() -> Fact {
    Fact::new(
        "preMeeting.opened",
        json!({ "status": PreMeetingStatus::Open.as_str() }),
    )
}

/// A time was set, or another one; `reopened` says whether a profession had signed it off.
pub fn scheduled(reopened: bool) -> Fact {
    Fact::new(
        "preMeeting.scheduled",
        json!({ "status": PreMeetingStatus::Scheduled.as_str(), "isReopened": reopened }),
    )
}

/// A practitioner joined.
pub fn joined(meeting: PreMeetingId) -> Fact {
    Fact::new("preMeeting.joined", json!({ "preMeeting": meeting.to_string() }))
}

/// Its agenda changed; where a profession had signed it off, it was opened again.
pub fn agenda_changed(meeting: &pre_meeting::Model, was_signed: bool, to: PreMeetingStatus) -> Fact {
    let kind = if was_signed {
        "preMeeting.reopened"
    } else {
        "preMeeting.agendaChanged"
    };
    Fact::new(
        kind,
        json!({ "from": meeting.status.as_str(), "status": to.as_str() }),
    )
}

/// A profession signed it off.
pub fn signed_off(discipline: Discipline, status: PreMeetingStatus) -> Fact {
    Fact::new(
        "preMeeting.signedOff",
        json!({ "discipline": discipline.as_str(), "status": status.as_str() }),
    )
}

/// It was closed.
pub fn closed() -> Fact {
    Fact::new(
        "preMeeting.closed",
        json!({ "status": PreMeetingStatus::Closed.as_str() }),
    )
}

/// A topic was put on the agenda.
pub fn topic_added(meeting: PreMeetingId, sensitive: bool) -> Fact {
    Fact::new(
        "preMeetingTopic.added",
        json!({ "preMeeting": meeting.to_string(), "isSensitive": sensitive }),
    )
}

/// Something happened to a topic; `kind` says what.
pub fn topic(kind: &'static str, meeting: PreMeetingId) -> Fact {
    Fact::new(kind, json!({ "preMeeting": meeting.to_string() }))
}

/// A topic was taken off the agenda.
pub fn topic_removed(meeting: PreMeetingId) -> Fact {
    Fact::new(
        "preMeetingTopic.removed",
        json!({ "preMeeting": meeting.to_string(), "status": PreMeetingTopicStatus::Removed.as_str() }),
    )
}

/// What came of a topic.
pub fn topic_settled(meeting: PreMeetingId, outcome: TopicOutcome) -> Fact {
    Fact::new(
        "preMeetingTopic.settled",
        json!({ "preMeeting": meeting.to_string(), "status": outcome.status().as_str() }),
    )
}

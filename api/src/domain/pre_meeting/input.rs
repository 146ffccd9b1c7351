//! What is said of a topic of a pre-meeting.

use async_graphql::{InputObject, MaybeUndefined};
use entity::enums::{Topic, TopicLead, TopicOutcome};

use crate::gql::reference::ConcernRef;
use crate::gql::scalars::Date;

/// A topic for the agenda.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingTopicAddInput {
    /// What it is about.
    pub topic: Topic,
    /// What it is about in words. At most 200 characters.
    pub title: Option<String>,
    /// The concern of this review from which it comes. One that practitioners keep among themselves makes the topic
    /// sensitive.
    pub concern: Option<ConcernRef>,
    /// Whether it is only to be spoken of in words that both professions have agreed.
    pub is_sensitive: bool,
    /// The words that you propose for speaking of it with the family. At most 2,000 characters.
    pub wording: Option<String>,
    /// Who leads when it is spoken of.
    pub lead: Option<TopicLead>,
    /// In whose presence it is not spoken of, and why. At most 1,000 characters.
    pub not_in_presence_of: Option<String>,
    /// Whether a parent is seen alone about it; no if absent.
    pub parent_seen_alone: Option<bool>,
}

/// What changes of a topic; what is absent stays.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingTopicAmendInput {
    /// What it is about in words; null empties it. At most 200 characters.
    pub title: MaybeUndefined<String>,
    /// Whether it is only to be spoken of in agreed words. What one profession holds sensitive the other does not open.
    pub is_sensitive: Option<bool>,
    /// Who leads when it is spoken of.
    pub lead: Option<TopicLead>,
    /// In whose presence it is not spoken of, and why; null empties it. At most 1,000 characters.
    pub not_in_presence_of: MaybeUndefined<String>,
    /// Whether a parent is seen alone about it.
    pub parent_seen_alone: Option<bool>,
    /// Where it stands in the agenda, 1 to 1,000. Topics at the same place come in the order in which they were added.
    pub position: Option<i32>,
}

/// What came of a topic.
#[derive(Debug, Clone, InputObject)]
pub struct PreMeetingTopicSettleInput {
    /// What came of it. DISCUSSED is possible once both professions have signed the pre-meeting off.
    pub outcome: TopicOutcome,
    /// Until which day it is put off, after today. Required where it is DEFERRED, and only then.
    pub deferred_until: Option<Date>,
    /// What came of it, in words. At most 2,000 characters.
    pub note: Option<String>,
}

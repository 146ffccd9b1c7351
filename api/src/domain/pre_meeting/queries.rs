//! Looking at pre-meetings.

use async_graphql::{Context, Object};
use entity::{pre_meeting, pre_meeting_topic};

use super::types::{PreMeeting, PreMeetingTopic};
use crate::gql::context::ContextExt;
use crate::gql::reference::{PreMeetingRef, PreMeetingTopicRef};
use crate::problem::Result;

/// Looking at pre-meetings.
#[derive(Default)]
pub struct PreMeetingQueries;

#[Object]
impl PreMeetingQueries {
    /// One pre-meeting, or null where there is none that you may see. That of a review is at `Review.preMeeting`.
    async fn pre_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] pre_meeting: PreMeetingRef,
    ) -> Option<Result<PreMeeting>> {
        ctx.reader()
            .find::<pre_meeting::Entity>(pre_meeting.into())
            .await
            .map(|found| found.map(PreMeeting))
            .transpose()
    }

    /// One topic of a pre-meeting, or null where there is none that you may see.
    async fn pre_meeting_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] pre_meeting_topic: PreMeetingTopicRef,
    ) -> Option<Result<PreMeetingTopic>> {
        ctx.reader()
            .find::<pre_meeting_topic::Entity>(pre_meeting_topic.into())
            .await
            .map(|found| found.map(PreMeetingTopic))
            .transpose()
    }
}

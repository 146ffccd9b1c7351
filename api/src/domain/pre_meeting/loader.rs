//! Pre-meetings as relations of reviews, and what belongs to them: a statement a table for any number of them.

use entity::enums::{Lens, PreMeetingStatus};
use entity::ids::PreMeetingId;
use entity::{concern, pre_meeting, pre_meeting_attendance, pre_meeting_topic};

use super::types::{PreMeeting, PreMeetingAttendance, PreMeetingTopic};
use crate::domain::concern::Concern;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// All pre-meetings of each review, first to last; nothing where they are not for the viewer.
pub async fn all_of(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<PreMeeting>>>> {
    reviews::part::<pre_meeting::Entity, _>(batch, call, Lens::PractitionerOnly, PreMeeting).await
}

/// All topics of each review, first to last; nothing where they are not for the viewer.
pub async fn topics_of_reviews(
    batch: &[Review],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<PreMeetingTopic>>>> {
    reviews::part::<pre_meeting_topic::Entity, _>(batch, call, Lens::PractitionerOnly, PreMeetingTopic).await
}

/// The pre-meeting of each review: the one that goes on, else the last one.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<PreMeeting>>> {
    let goes_on = |meeting: &PreMeeting| {
        let row = meeting.0.base();
        (row.status != PreMeetingStatus::Closed, row.id)
    };
    let all = all_of(batch, call).await?;
    Ok(all
        .into_iter()
        .map(|meetings| meetings?.into_iter().max_by_key(goes_on))
        .collect())
}

/// The pre-meetings with these ids.
pub async fn by_ids(
    ids: impl Iterator<Item = PreMeetingId>,
    call: &Call<'_>,
) -> Result<Vec<Option<PreMeeting>>> {
    let key = pre_meeting::Column::Id;
    relation::by_id::<pre_meeting::Entity, _>(key, ids.map(Some), call, PreMeeting).await
}

/// The topics of each, in the order of the agenda, those taken off among them.
pub async fn topics(batch: &[PreMeeting], call: &Call<'_>) -> Result<Vec<Option<Vec<PreMeetingTopic>>>> {
    use pre_meeting_topic::{Column, Entity};
    let meetings = batch.iter().map(|meeting| meeting.0.base().id);
    let of = |row: &pre_meeting_topic::Model| Some(row.pre_meeting_id);
    let mut found =
        relation::of_each::<Entity, _, _>(Column::PreMeetingId, meetings, call, (of, PreMeetingTopic))
            .await?;
    for topics in found.iter_mut().flatten() {
        topics.sort_by_key(|topic| (topic.0.base().position, topic.0.base().id));
    }
    Ok(found)
}

/// Who joined each, first to last.
pub async fn attendance(
    batch: &[PreMeeting],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<PreMeetingAttendance>>>> {
    use pre_meeting_attendance::{Column, Entity};
    let meetings = batch.iter().map(|meeting| meeting.0.base().id);
    let of = |row: &pre_meeting_attendance::Model| Some(row.pre_meeting_id);
    relation::of_each::<Entity, _, _>(Column::PreMeetingId, meetings, call, (of, PreMeetingAttendance)).await
}

/// The concern from which each topic comes.
pub async fn concerns(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<Concern>>> {
    let ids = batch.iter().map(|topic| topic.0.base().concern_id);
    relation::by_id::<concern::Entity, _>(concern::Column::Id, ids, call, Concern).await
}

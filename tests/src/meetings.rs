//! What practitioners say among themselves, as rows: a pre-meeting that is closed and one that goes on, with topics in
//! several states, and a thread with a question, its answer and the wish to be called back.

use entity::enums::{
    Discipline, LiaisonKind, LiaisonStatus, PreMeetingStatus, PreMeetingTopicStatus, Role, Topic,
};
use entity::ids::{
    ConcernId, LiaisonMessageId, LiaisonReadId, PractitionerId, PreMeetingAttendanceId, PreMeetingId,
    PreMeetingTopicId, ReviewId,
};
use entity::{liaison_message, liaison_read, pre_meeting, pre_meeting_attendance, pre_meeting_topic};
use sea_orm::Set;

use crate::World;
use crate::cast::Place;
use crate::rows::{insert, row};

/// One row of each kind: of the pre-meeting that goes on, and of the thread.
#[derive(Debug, Clone, Copy)]
pub struct MeetingRows {
    /// The pre-meeting.
    pub meeting: PreMeetingId,
    /// A topic of it that waits.
    pub topic: PreMeetingTopicId,
    /// Who joined it.
    pub attendance: PreMeetingAttendanceId,
    /// A question.
    pub message: LiaisonMessageId,
    /// That it was read.
    pub mark: LiaisonReadId,
}

/// Writes the pre-meetings and the thread of a review, as if by the mutations.
pub async fn fill(world: &World, place: &Place, review: ReviewId, concern: Option<ConcernId>) -> MeetingRows {
    use PreMeetingTopicStatus as S;
    let closed = talk(world, place, review, PreMeetingStatus::Closed).await;
    let meeting = talk(world, place, review, PreMeetingStatus::Open).await;
    topics(
        world,
        place,
        (review, closed),
        concern,
        &[S::Discussed, S::SafeguardingRoute],
    )
    .await;
    let states = [S::Open, S::Deferred, S::Removed];
    let topic = topics(world, place, (review, meeting), concern, &states).await;
    let attendance: PreMeetingAttendanceId = world.clock().new_id();
    let joined = pre_meeting_attendance::ActiveModel {
        review_id: Set(review),
        pre_meeting_id: Set(meeting),
        practitioner_id: Set(PractitionerId(place.key_person.uuid)),
        role: Set(Role::KeyPerson),
        ..row(attendance.0, place)
    };
    insert(world.db(), vec![joined]).await;
    let (message, mark) = thread(world, place, review).await;
    MeetingRows {
        meeting,
        topic,
        attendance,
        message,
        mark,
    }
}

async fn talk(world: &World, place: &Place, review: ReviewId, status: PreMeetingStatus) -> PreMeetingId {
    let id: PreMeetingId = world.clock().new_id();
    let meeting = pre_meeting::ActiveModel {
        review_id: Set(review),
        status: Set(status),
        opened_by_id: Set(PractitionerId(place.key_person.uuid)),
        opened_by_role: Set(Role::KeyPerson),
        note: Set(Some("to be marked".to_owned())),
        agenda: Set(1),
        ..row(id.0, place)
    };
    insert(world.db(), vec![meeting]).await;
    id
}

/// A sensitive topic in each of these states; gives the first.
async fn topics(
    world: &World,
    place: &Place,
    (review, meeting): (ReviewId, PreMeetingId),
    concern: Option<ConcernId>,
    states: &[PreMeetingTopicStatus],
) -> PreMeetingTopicId {
    let visitor = PractitionerId(place.health_visitor.uuid);
    let one = |(position, status): (i32, &PreMeetingTopicStatus)| pre_meeting_topic::ActiveModel {
        review_id: Set(review),
        pre_meeting_id: Set(meeting),
        position: Set(position),
        topic: Set(Topic::HomeAndFamily),
        concern_id: Set(concern),
        sensitive: Set(true),
        added_by_id: Set(PractitionerId(place.key_person.uuid)),
        added_by_role: Set(Role::KeyPerson),
        wording: Set(Some("to be marked".to_owned())),
        proposed_by_id: Set(Some(visitor)),
        proposed_by_role: Set(Some(Role::HealthVisitor)),
        proposed_at: Set(Some(world.now())),
        health_agreed_by_id: Set(Some(visitor)),
        health_agreed_at: Set(Some(world.now())),
        parent_alone: Set(true),
        status: Set(*status),
        ..row(world.clock().new_id::<PreMeetingTopicId>().0, place)
    };
    let rows: Vec<_> = (1..).zip(states).map(one).collect();
    let first = *rows[0].id.as_ref();
    insert(world.db(), rows).await;
    first
}

/// A question of the key person to health, answered; a late wish to be called back; and that the question was read.
async fn thread(world: &World, place: &Place, review: ReviewId) -> (LiaisonMessageId, LiaisonReadId) {
    let (key_person, visitor) = (
        PractitionerId(place.key_person.uuid),
        PractitionerId(place.health_visitor.uuid),
    );
    let one = |kind, status, to: Option<LiaisonMessageId>| liaison_message::ActiveModel {
        review_id: Set(review),
        kind: Set(kind),
        status: Set(status),
        author_id: Set(if to.is_some() { visitor } else { key_person }),
        author_role: Set(if to.is_some() {
            Role::HealthVisitor
        } else {
            Role::KeyPerson
        }),
        to_discipline: Set(to.is_none().then_some(Discipline::Health)),
        to_role: Set(to.map(|_| Role::KeyPerson)),
        to_practitioner_id: Set(to.map(|_| key_person)),
        text: Set("to be marked".to_owned()),
        in_reply_to_id: Set(to),
        expected_by: Set(to.is_none().then(|| world.now() - chrono::TimeDelta::hours(1))),
        ..row(world.clock().new_id::<LiaisonMessageId>().0, place)
    };
    let asked = one(LiaisonKind::Question, LiaisonStatus::Answered, None);
    let question = *asked.id.as_ref();
    let answer = one(LiaisonKind::Note, LiaisonStatus::Noted, Some(question));
    let call_back = one(LiaisonKind::CallBack, LiaisonStatus::Open, None);
    insert(world.db(), vec![asked, answer, call_back]).await;
    let mark: LiaisonReadId = world.clock().new_id();
    let read = liaison_read::ActiveModel {
        review_id: Set(review),
        message_id: Set(question),
        practitioner_id: Set(visitor),
        role: Set(Role::HealthVisitor),
        ..row(mark.0, place)
    };
    insert(world.db(), vec![read]).await;
    (question, mark)
}

impl World {
    /// Writes the pre-meetings and the thread of the other authority's review.
    pub async fn elsewhere_meets(&self) -> MeetingRows {
        fill(self, self.elsewhere(), self.elsewhere().review, None).await
    }
}

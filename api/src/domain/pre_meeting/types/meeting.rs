//! The pre-meeting, its signatures and who joined it.

use entity::enums::{Discipline, PreMeetingMedium, PreMeetingStatus, Role};
use entity::ids::{PractitionerId, PreMeetingAttendanceId, PreMeetingId};
use entity::{pre_meeting, pre_meeting_attendance};

use super::topic::PreMeetingTopic;
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::pre_meeting::loader;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::ready;
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A pre-meeting.
#[derive(Debug, Clone)]
pub struct PreMeeting(pub Visible<pre_meeting::Model>);

wire! {
    /// The practitioners' talk before the family joins a review: which topics are sensitive, in which words they are spoken
    /// of, who leads. For the practitioners who take part, the child's health team and setting, and both service leads; to
    /// everybody else it does not exist.
    PreMeeting = "PreMeeting", node, |meeting, _call| {
        /// The id, for example `pre_meeting_01j…`. Never changes.
        base "id": PreMeetingId = meeting.0.base().id;
        /// Counts the edits; give it as `expectedVersion`. A change of the agenda counts.
        base "version": i32 = meeting.0.base().version;
        /// How far it is.
        base "status": PreMeetingStatus = meeting.0.base().status;
        /// In which role it was opened.
        base "openedByRole": Role = meeting.0.base().opened_by_role;
        /// By which profession it was opened.
        base "openedByDiscipline": Option<Discipline> = meeting.0.base().opened_by_role.discipline();
        /// Who opened it.
        one(PractitionerOnly) "openedBy": Practitioner = opened_by;
        /// When the practitioners speak.
        lens(PractitionerOnly) "scheduledAt": DateTime = |row| row.scheduled_at.map(DateTime);
        /// How they speak.
        lens(PractitionerOnly) "medium": PreMeetingMedium = |row| row.medium;
        /// What they are to know of it: a number, a link, a room.
        lens(PractitionerOnly) "note": String = |row| row.note.clone();
        /// The agenda, in its order, with the topics that were taken off; at most 200.
        many(PractitionerOnly) "topics": PreMeetingTopic = loader::topics;
        /// Who joined it, first to last.
        many(PractitionerOnly) "attendance": PreMeetingAttendance = loader::attendance;
        /// Who signed it off for health; null where nobody has, or the agenda has changed since.
        one(PractitionerOnly) "healthSignature": PreMeetingSignature = health_signature;
        /// Who signed it off for early years; null where nobody has, or the agenda has changed since.
        one(PractitionerOnly) "earlyYearsSignature": PreMeetingSignature = early_years_signature;
        /// Who closed it, and when.
        one(PractitionerOnly) "closingSignature": PreMeetingSignature = closing_signature;
        /// When it was opened.
        base "createdAt": DateTime = DateTime(meeting.0.base().created_at);
        /// When it was last changed, its agenda among that.
        base "updatedAt": DateTime = DateTime(meeting.0.base().updated_at);
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": PreMeetingAccess = own_access;
    }
}

access! {
    /// What you may do with a pre-meeting now: answered by the same table that allows or refuses the acts.
    PreMeetingAccess = "PreMeetingAccess" of pre_meeting {
        /// `preMeetingSchedule`
        "canSchedule" = PreMeetingSchedule;
        /// `preMeetingJoin`
        "canJoin" = PreMeetingJoin;
        /// `preMeetingTopicAdd`
        "canAddTopic" = PreMeetingTopicAdd;
        /// `preMeetingSignOff`
        "canSignOff" = PreMeetingSignOff;
        /// `preMeetingClose`
        "canClose" = PreMeetingClose;
    }
}

/// That somebody signed a pre-meeting off, or closed it.
#[derive(Debug, Clone, Copy)]
pub struct PreMeetingSignature {
    practitioner: PractitionerId,
    role: Role,
    at: chrono::DateTime<chrono::Utc>,
}

impl PreMeetingSignature {
    fn of(
        practitioner: Option<PractitionerId>,
        role: Option<Role>,
        at: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Option<Self> {
        Some(Self {
            practitioner: practitioner?,
            role: role?,
            at: at?,
        })
    }
}

wire! {
    /// That somebody signed a pre-meeting off for their profession, or closed it.
    PreMeetingSignature = "PreMeetingSignature", value, |signature, _call| {
        /// In which role.
        base "role": Role = signature.role;
        /// For which profession.
        base "discipline": Option<Discipline> = signature.role.discipline();
        /// When.
        base "at": DateTime = DateTime(signature.at);
        /// Who.
        one "practitioner": Practitioner = signatory;
    }
}

/// That a practitioner joined a pre-meeting.
#[derive(Debug, Clone)]
pub struct PreMeetingAttendance(pub Visible<pre_meeting_attendance::Model>);

wire! {
    /// That a practitioner joined a pre-meeting: of each the first time. Never changes. Known to whoever knows of the
    /// pre-meeting.
    PreMeetingAttendance = "PreMeetingAttendance", node, |attendance, _call| {
        /// The id, for example `pre_meeting_attendance_01j…`. Never changes.
        base "id": PreMeetingAttendanceId = attendance.0.base().id;
        /// In which role they joined.
        base "role": Role = attendance.0.base().role;
        /// For which profession they joined.
        base "discipline": Option<Discipline> = attendance.0.base().role.discipline();
        /// Who joined.
        one(PractitionerOnly) "practitioner": Practitioner = attendee;
        /// When they joined.
        base "joinedAt": DateTime = DateTime(attendance.0.base().created_at);
        /// The pre-meeting.
        one "preMeeting": PreMeeting = attended;
    }
}

async fn opened_by(batch: &[PreMeeting], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch.iter().map(|meeting| Some(meeting.0.base().opened_by_id));
    directory::practitioners(ids, call).await
}

fn health_signature<'a>(
    batch: &'a [PreMeeting],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<PreMeetingSignature>>>> {
    let of = |meeting: &PreMeeting| {
        let row = meeting.0.base();
        PreMeetingSignature::of(
            row.health_signed_by_id,
            row.health_signed_by_role,
            row.health_signed_at,
        )
    };
    ready(batch.iter().map(of).collect())
}

fn early_years_signature<'a>(
    batch: &'a [PreMeeting],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<PreMeetingSignature>>>> {
    let of = |meeting: &PreMeeting| {
        let row = meeting.0.base();
        PreMeetingSignature::of(
            row.early_years_signed_by_id,
            row.early_years_signed_by_role,
            row.early_years_signed_at,
        )
    };
    ready(batch.iter().map(of).collect())
}

fn closing_signature<'a>(
    batch: &'a [PreMeeting],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<PreMeetingSignature>>>> {
    let of = |meeting: &PreMeeting| {
        let row = meeting.0.base();
        PreMeetingSignature::of(row.closed_by_id, row.closed_by_role, row.closed_at)
    };
    ready(batch.iter().map(of).collect())
}

async fn signatory(batch: &[PreMeetingSignature], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.practitioner)), call).await
}

async fn attendee(batch: &[PreMeetingAttendance], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch.iter().map(|it| Some(it.0.base().practitioner_id));
    directory::practitioners(ids, call).await
}

async fn attended(batch: &[PreMeetingAttendance], call: &Call<'_>) -> Result<Vec<Option<PreMeeting>>> {
    loader::by_ids(batch.iter().map(|it| it.0.base().pre_meeting_id), call).await
}

async fn review(batch: &[PreMeeting], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|meeting| meeting.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

/// Signing it off fulfils a step of the review: whose that is, is read for the whole batch.
async fn own_access(batch: &[PreMeeting], call: &Call<'_>) -> Result<Vec<Option<PreMeetingAccess>>> {
    let rows: Vec<_> = batch.iter().map(|meeting| meeting.0.clone()).collect();
    let rows = call.walk.request.reader.with_others(&rows).await?;
    Ok(rows.into_iter().map(|row| Some(PreMeetingAccess(row))).collect())
}

//! How a pre-meeting is opened, scheduled, signed off and closed, and what a change of its agenda undoes. Pure.

use chrono::{DateTime, Utc};
use entity::enums::{
    DeliveryModel, Discipline, PreMeetingMedium, PreMeetingStatus, PreMeetingTopicStatus,
    ResponsibilityStatus, ReviewStatus, Role, RuleCode, ValueSet,
};
use entity::ids::{PractitionerId, PreMeetingId};
use entity::{pre_meeting, pre_meeting_attendance, pre_meeting_topic, responsibility, review};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use crate::codes::Inputs;
use crate::problem::{Problem, Refusal, Result};
use crate::store::changed;

mod topic;

pub use topic::{
    Settlement, Wish, add, agree, agreed_by, amend, from_concern, is_agreed, propose, remove, settle,
};

/// The longest note, in characters.
const NOTE: usize = 2000;

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: DateTime<Utc>,
}

impl Actor {
    /// For which profession; the matrix lets nobody else act here.
    pub fn discipline(self) -> Result<Discipline> {
        let discipline = self.role.discipline();
        discipline.ok_or_else(|| Problem::internal("a pre-meeting with somebody of neither profession"))
    }
}

/// A new pre-meeting.
pub fn open(review: &review::Model, by: Actor) -> Result<pre_meeting::ActiveModel> {
    if review.delivery_model == DeliveryModel::HealthOnly {
        return Err(Problem::rule(
            RuleCode::SettingRequired,
            "the child is in no setting: there is nobody in early years to speak with",
        ));
    }
    Ok(pre_meeting::ActiveModel {
        status: Set(PreMeetingStatus::Open),
        opened_by_id: Set(by.id),
        opened_by_role: Set(by.role),
        agenda: Set(1),
        ..Default::default()
    })
}

/// When and how the practitioners speak.
#[derive(Debug, Clone, Copy)]
pub struct Appointment<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub medium: PreMeetingMedium,
    /// What they are to know of it.
    pub note: Option<&'a str>,
}

/// A time is set, or another one; a note that is absent stays.
pub fn schedule(
    row: &pre_meeting::Model,
    wish: Appointment<'_>,
    now: DateTime<Utc>,
) -> Result<pre_meeting::ActiveModel> {
    let mut inputs = Inputs::default();
    inputs.must(now < wish.at, "scheduledAt", || {
        "must lie in the future".to_owned()
    });
    let note = inputs.optional("note", wish.note, NOTE);
    inputs.done()?;
    let change = pre_meeting::ActiveModel {
        scheduled_at: changed(Some(wish.at), &row.scheduled_at),
        medium: changed(Some(wish.medium), &row.medium),
        note: changed(note.or_else(|| row.note.clone()), &row.note),
        ..Default::default()
    };
    if !change.is_changed() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "the pre-meeting is already set so",
        ));
    }
    Ok(pre_meeting::ActiveModel {
        scheduled_at: change.scheduled_at,
        medium: change.medium,
        note: change.note,
        ..voided(row, PreMeetingStatus::Scheduled)
    })
}

/// Joins; nothing where whoever joins has done so before.
pub fn join(
    meeting: PreMeetingId,
    known: &[pre_meeting_attendance::Model],
    by: Actor,
) -> Option<pre_meeting_attendance::ActiveModel> {
    let is_there = known.iter().any(|row| row.practitioner_id == by.id);
    (!is_there).then(|| pre_meeting_attendance::ActiveModel {
        pre_meeting_id: Set(meeting),
        practitioner_id: Set(by.id),
        role: Set(by.role),
        ..Default::default()
    })
}

/// The status of a pre-meeting that nobody has signed off.
pub fn unsigned(row: &pre_meeting::Model) -> PreMeetingStatus {
    match row.scheduled_at {
        Some(_) => PreMeetingStatus::Scheduled,
        None => PreMeetingStatus::Open,
    }
}

/// The agenda has changed: whoever signs has read the new one, and no signature stands.
pub fn agenda_changed(row: &pre_meeting::Model) -> pre_meeting::ActiveModel {
    voided(row, unsigned(row))
}

fn voided(row: &pre_meeting::Model, status: PreMeetingStatus) -> pre_meeting::ActiveModel {
    pre_meeting::ActiveModel {
        status: changed(status, &row.status),
        agenda: Set(row.agenda.saturating_add(1)),
        health_signed_by_id: changed(None, &row.health_signed_by_id),
        health_signed_by_role: changed(None, &row.health_signed_by_role),
        health_signed_at: changed(None, &row.health_signed_at),
        early_years_signed_by_id: changed(None, &row.early_years_signed_by_id),
        early_years_signed_by_role: changed(None, &row.early_years_signed_by_role),
        early_years_signed_at: changed(None, &row.early_years_signed_at),
        review_status_before: changed(None, &row.review_status_before),
        ..Default::default()
    }
}

/// Refuses where the pre-meeting is closed: the matrix asks for the state of the topic alone.
pub fn goes_on(row: &pre_meeting::Model) -> Result<()> {
    if row.status == PreMeetingStatus::Closed {
        return Err(Problem::rule(
            RuleCode::PreMeetingClosed,
            "the pre-meeting is closed: open another one",
        ));
    }
    Ok(())
}

/// What a signature does.
#[derive(Debug)]
pub struct Signing {
    /// To the pre-meeting.
    pub change: pre_meeting::ActiveModel,
    /// Its status then.
    pub status: PreMeetingStatus,
    /// Where the review moves, if it does.
    pub review: Option<(ReviewStatus, review::ActiveModel)>,
}

/// One profession signs; when both have, the review moves on.
pub fn sign_off(
    row: &pre_meeting::Model,
    topics: &[pre_meeting_topic::Model],
    review: &review::Model,
    by: Actor,
) -> Result<Signing> {
    let discipline = by.discipline()?;
    let (own, other) = match discipline {
        Discipline::Health => (row.health_signed_at, row.early_years_signed_at),
        Discipline::EarlyYears => (row.early_years_signed_at, row.health_signed_at),
    };
    if own.is_some() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "your profession has signed this already",
        ));
    }
    unless_missing(
        RuleCode::TopicNotAgreed,
        "each sensitive topic needs words that both professions have agreed, and somebody who leads",
        sensitive(topics).flat_map(lacking).collect(),
    )?;
    let is_complete = other.is_some();
    let moves = is_complete && matches!(review.status, ReviewStatus::Scheduled | ReviewStatus::Ready);
    let status = if is_complete {
        PreMeetingStatus::SignedOff
    } else {
        row.status
    };
    let mut change = pre_meeting::ActiveModel {
        status: changed(status, &row.status),
        review_status_before: changed(moves.then_some(review.status), &row.review_status_before),
        ..Default::default()
    };
    sign(&mut change, discipline, by);
    let held = ReviewStatus::PreMeetingHeld;
    let review = moves.then(|| (held, to_status(held)));
    Ok(Signing {
        change,
        status,
        review,
    })
}

fn sign(change: &mut pre_meeting::ActiveModel, discipline: Discipline, by: Actor) {
    let (id, role, at) = (Set(Some(by.id)), Set(Some(by.role)), Set(Some(by.at)));
    match discipline {
        Discipline::Health => {
            change.health_signed_by_id = id;
            change.health_signed_by_role = role;
            change.health_signed_at = at;
        }
        Discipline::EarlyYears => {
            change.early_years_signed_by_id = id;
            change.early_years_signed_by_role = role;
            change.early_years_signed_at = at;
        }
    }
}

fn to_status(status: ReviewStatus) -> review::ActiveModel {
    review::ActiveModel {
        status: Set(status),
        ..Default::default()
    }
}

/// Where the review goes back to when the signatures are void; nothing where they had not moved it, or it has moved on.
pub fn back(row: &pre_meeting::Model, review: &review::Model) -> Option<(ReviewStatus, review::ActiveModel)> {
    let before = row.review_status_before?;
    (review.status == ReviewStatus::PreMeetingHeld).then(|| (before, to_status(before)))
}

/// The pre-meeting, if anybody has signed it off.
pub fn signed(row: &pre_meeting::Model) -> Option<&pre_meeting::Model> {
    let is_signed = row.health_signed_at.is_some() || row.early_years_signed_at.is_some();
    is_signed.then_some(row)
}

/// The step is to be done again.
pub fn duty_again() -> responsibility::ActiveModel {
    responsibility::ActiveModel {
        status: Set(ResponsibilityStatus::Open),
        reason: Set(None),
        settled_by_id: Set(None),
        settled_by_role: Set(None),
        settled_at: Set(None),
        ..Default::default()
    }
}

/// Closes it.
pub fn close(topics: &[pre_meeting_topic::Model], by: Actor) -> Result<pre_meeting::ActiveModel> {
    let open = |topic: &pre_meeting_topic::Model| format!("{}: what came of it", called(topic));
    unless_missing(
        RuleCode::OutcomeMissing,
        "each sensitive topic needs its outcome: spoken of, put off, or the way of safeguarding",
        sensitive(topics).map(open).collect(),
    )?;
    Ok(pre_meeting::ActiveModel {
        status: Set(PreMeetingStatus::Closed),
        closed_by_id: Set(Some(by.id)),
        closed_by_role: Set(Some(by.role)),
        closed_at: Set(Some(by.at)),
        ..Default::default()
    })
}

/// The sensitive topics that wait.
fn sensitive(topics: &[pre_meeting_topic::Model]) -> impl Iterator<Item = &pre_meeting_topic::Model> {
    topics
        .iter()
        .filter(|topic| topic.sensitive && topic.status == PreMeetingTopicStatus::Open)
}

fn lacking(topic: &pre_meeting_topic::Model) -> Vec<String> {
    let words = (!is_agreed(topic)).then(|| format!("{}: agreed words", called(topic)));
    let lead = topic
        .lead
        .is_none()
        .then(|| format!("{}: who leads", called(topic)));
    words.into_iter().chain(lead).collect()
}

fn called(topic: &pre_meeting_topic::Model) -> String {
    format!("topic {} ({})", topic.position, topic.topic.as_str())
}

fn unless_missing(code: RuleCode, message: &str, missing: Vec<String>) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::Rule {
        code,
        message: message.to_owned(),
        missing,
    }
    .into())
}

#[cfg(test)]
mod tests;

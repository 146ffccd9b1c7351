//! How a topic comes on the agenda, how its words are agreed, and what comes of it. Pure.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::enums::{
    Discipline, PreMeetingStatus, PreMeetingTopicStatus, RuleCode, Sensitivity, Topic, TopicLead,
    TopicOutcome,
};
use entity::ids::PreMeetingId;
use entity::{concern, pre_meeting, pre_meeting_topic};
use sea_orm::ActiveValue::{self, Set};

use super::Actor;
use crate::codes::{Inputs, REASON, text};
use crate::domain::change;
use crate::domain::pre_meeting::input::PreMeetingTopicAmendInput;
use crate::problem::{Problem, Result};
use crate::store::changed;

/// Topics that are put on an agenda at most, those taken off among them.
pub const MOST: usize = 200;
/// The longest title, in characters.
const TITLE: usize = 200;
/// The longest words, in characters.
const WORDING: usize = 2000;
/// The longest note about an outcome, in characters.
const NOTE: usize = 2000;
/// The last place of an agenda.
const LAST: i32 = 1000;

/// A topic for the agenda.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What it is about.
    pub topic: Topic,
    /// What it is about in words.
    pub title: Option<&'a str>,
    /// Whether it is only to be spoken of in agreed words.
    pub sensitive: bool,
    /// The words that are proposed.
    pub wording: Option<&'a str>,
    /// Who leads.
    pub lead: Option<TopicLead>,
    /// In whose presence it is not spoken of.
    pub not_in_presence: Option<&'a str>,
    /// Whether a parent is seen alone.
    pub parent_alone: bool,
}

/// Whether both professions stand by the words.
pub fn is_agreed(topic: &pre_meeting_topic::Model) -> bool {
    topic.health_agreed_at.is_some() && topic.early_years_agreed_at.is_some()
}

/// The professions that stand by the words.
pub fn agreed_by(topic: &pre_meeting_topic::Model) -> Vec<Discipline> {
    let health = topic.health_agreed_at.map(|_| Discipline::Health);
    let early_years = topic.early_years_agreed_at.map(|_| Discipline::EarlyYears);
    health.into_iter().chain(early_years).collect()
}

/// A topic that comes from a concern at the opening: it counts as put there by whoever raised the concern.
pub fn from_concern(
    meeting: PreMeetingId,
    concern: &concern::Model,
    position: i32,
    by: Actor,
) -> pre_meeting_topic::ActiveModel {
    let (id, role) = match concern.raised_by_practitioner_id {
        Some(id) => (id, concern.raised_by_role),
        None => (by.id, by.role),
    };
    pre_meeting_topic::ActiveModel {
        pre_meeting_id: Set(meeting),
        position: Set(position),
        topic: Set(concern.topic),
        concern_id: Set(Some(concern.id)),
        sensitive: Set(true),
        added_by_id: Set(id),
        added_by_role: Set(role),
        parent_alone: Set(false),
        status: Set(PreMeetingTopicStatus::Open),
        ..Default::default()
    }
}

/// A new topic, behind those that are known, and whether it is sensitive; `concern` is where it comes from.
pub fn add(
    meeting: &pre_meeting::Model,
    known: &[pre_meeting_topic::Model],
    wish: Wish<'_>,
    concern: Option<&concern::Model>,
    by: Actor,
) -> Result<(pre_meeting_topic::ActiveModel, bool)> {
    let mut inputs = Inputs::default();
    let title = inputs.optional("title", wish.title, TITLE);
    let wording = inputs.optional("wording", wish.wording, WORDING);
    let not_in_presence = inputs.optional("notInPresenceOf", wish.not_in_presence, REASON);
    let of_review = concern.is_none_or(|concern| concern.review_id == meeting.review_id);
    inputs.must(of_review, "concern", || {
        "must be a concern of this review".to_owned()
    });
    inputs.done()?;
    if MOST <= known.len() {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} topics on an agenda at most"),
        ));
    }
    let last = known.iter().map(|topic| topic.position).max().unwrap_or(0);
    let kept = concern.is_some_and(|concern| concern.sensitivity == Sensitivity::PractitionersOnly);
    let sensitive = wish.sensitive || kept;
    let new = pre_meeting_topic::ActiveModel {
        pre_meeting_id: Set(meeting.id),
        position: Set(last.saturating_add(1).min(LAST)),
        topic: Set(wish.topic),
        concern_id: Set(concern.map(|concern| concern.id)),
        title: Set(title),
        sensitive: Set(sensitive),
        added_by_id: Set(by.id),
        added_by_role: Set(by.role),
        lead: Set(wish.lead),
        not_in_presence: Set(not_in_presence),
        parent_alone: Set(wish.parent_alone),
        status: Set(PreMeetingTopicStatus::Open),
        ..Default::default()
    };
    let new = match wording {
        Some(wording) => proposed(new, wording, by)?,
        None => new,
    };
    Ok((new, sensitive))
}

/// The words as proposed by one profession, which stands by them; the other one has not seen them yet.
fn proposed(
    change: pre_meeting_topic::ActiveModel,
    wording: String,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let (nobody, never) = (Set(None), Set(None));
    let change = pre_meeting_topic::ActiveModel {
        wording: Set(Some(wording)),
        proposed_by_id: Set(Some(by.id)),
        proposed_by_role: Set(Some(by.role)),
        proposed_at: Set(Some(by.at)),
        health_agreed_by_id: nobody.clone(),
        health_agreed_at: never.clone(),
        early_years_agreed_by_id: nobody,
        early_years_agreed_at: never,
        ..change
    };
    stands_by(change, by)
}

fn stands_by(
    mut change: pre_meeting_topic::ActiveModel,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let (id, at) = (Set(Some(by.id)), Set(Some(by.at)));
    match by.discipline()? {
        Discipline::Health => {
            change.health_agreed_by_id = id;
            change.health_agreed_at = at;
        }
        Discipline::EarlyYears => {
            change.early_years_agreed_by_id = id;
            change.early_years_agreed_at = at;
        }
    }
    Ok(change)
}

/// Other words: what was agreed about the old ones is void.
pub fn propose(
    row: &pre_meeting_topic::Model,
    wording: &str,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let mut inputs = Inputs::default();
    let wording = inputs.text("wording", wording, WORDING);
    inputs.done()?;
    if row.wording.as_deref() == Some(wording.as_str()) {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "these words are proposed already: the other profession agrees to them, or proposes others",
        ));
    }
    proposed(pre_meeting_topic::ActiveModel::default(), wording, by)
}

/// The other profession agrees to the words.
pub fn agree(row: &pre_meeting_topic::Model, by: Actor) -> Result<pre_meeting_topic::ActiveModel> {
    let refuse = |code, text: &str| Err(Problem::rule(code, text.to_owned()));
    let own = by.discipline()?;
    let Some(role) = row.proposed_by_role else {
        return refuse(
            RuleCode::NothingProposed,
            "no words are proposed for this topic yet: propose some",
        );
    };
    if role.discipline() == Some(own) {
        return refuse(
            RuleCode::OwnProposal,
            "your own profession has proposed these words: the other one agrees",
        );
    }
    if is_agreed(row) {
        return refuse(
            RuleCode::NothingToChange,
            "both professions have agreed to these words",
        );
    }
    stands_by(pre_meeting_topic::ActiveModel::default(), by)
}

/// Changes how a topic is spoken of. What one profession holds sensitive the other does not open.
pub fn amend(
    row: &pre_meeting_topic::Model,
    input: &PreMeetingTopicAmendInput,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let mut inputs = Inputs::default();
    let title = change::read(&mut inputs, "title", &input.title, |given| text(given, TITLE));
    let presence: &MaybeUndefined<String> = &input.not_in_presence_of;
    let presence = change::read(&mut inputs, "notInPresenceOf", presence, |given| {
        text(given, REASON)
    });
    let fits = input
        .position
        .is_none_or(|position| (1..=LAST).contains(&position));
    inputs.must(fits, "position", || format!("must be between 1 and {LAST}"));
    inputs.done()?;
    let opens = row.sensitive && input.is_sensitive == Some(false);
    if opens && row.added_by_role.discipline() != by.role.discipline() {
        return Err(others(
            "the other profession holds this topic sensitive: it decides that it is not",
        ));
    }
    change::something(pre_meeting_topic::ActiveModel {
        title: change::to(title, &row.title),
        sensitive: kept(input.is_sensitive, row.sensitive),
        lead: changed(input.lead.or(row.lead), &row.lead),
        not_in_presence: change::to(presence, &row.not_in_presence),
        parent_alone: kept(input.parent_seen_alone, row.parent_alone),
        position: kept(input.position, row.position),
        ..Default::default()
    })
}

fn kept<T: PartialEq + Copy + Into<sea_orm::Value>>(given: Option<T>, old: T) -> ActiveValue<T> {
    changed(given.unwrap_or(old), &old)
}

fn others(text: &str) -> Problem {
    Problem::rule(RuleCode::OtherDiscipline, text.to_owned())
}

/// Takes a topic off, with a reason: only the profession that put it there.
pub fn remove(
    row: &pre_meeting_topic::Model,
    reason: &str,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    if row.added_by_role.discipline() != by.role.discipline() {
        return Err(others(
            "the other profession has put this topic on the agenda: it takes it off, or both speak of it",
        ));
    }
    Ok(pre_meeting_topic::ActiveModel {
        status: Set(PreMeetingTopicStatus::Removed),
        removed_reason: Set(Some(reason)),
        ..settled(by)
    })
}

fn settled(by: Actor) -> pre_meeting_topic::ActiveModel {
    pre_meeting_topic::ActiveModel {
        settled_by_id: Set(Some(by.id)),
        settled_by_role: Set(Some(by.role)),
        settled_at: Set(Some(by.at)),
        ..Default::default()
    }
}

/// What came of a topic.
#[derive(Debug, Clone, Copy)]
pub struct Settlement<'a> {
    /// What came of it.
    pub outcome: TopicOutcome,
    /// Until when it is put off.
    pub deferred_until: Option<NaiveDate>,
    /// In words.
    pub note: Option<&'a str>,
}

/// Records what came of a topic. That it was spoken of with the family can be said once both professions have signed.
pub fn settle(
    meeting: &pre_meeting::Model,
    wish: Settlement<'_>,
    today: NaiveDate,
    by: Actor,
) -> Result<pre_meeting_topic::ActiveModel> {
    let mut inputs = Inputs::default();
    let note = inputs.optional("note", wish.note, NOTE);
    let is_deferred = wish.outcome == TopicOutcome::Deferred;
    inputs.must(
        wish.deferred_until.is_some() == is_deferred,
        "deferredUntil",
        || "is required where the topic is DEFERRED, and only then".to_owned(),
    );
    let later = wish.deferred_until.is_none_or(|until| today < until);
    inputs.must(later, "deferredUntil", || "must lie after today".to_owned());
    inputs.done()?;
    let is_signed = matches!(
        meeting.status,
        PreMeetingStatus::SignedOff | PreMeetingStatus::Closed
    );
    if wish.outcome == TopicOutcome::Discussed && !is_signed {
        return Err(Problem::rule(
            RuleCode::NotSignedOff,
            "both professions sign the pre-meeting off before a topic of it is spoken of with the family",
        ));
    }
    Ok(pre_meeting_topic::ActiveModel {
        status: Set(wish.outcome.status()),
        deferred_until: Set(wish.deferred_until),
        outcome_note: Set(note),
        ..settled(by)
    })
}

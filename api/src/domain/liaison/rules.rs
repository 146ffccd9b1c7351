//! How practitioners write to one another, by when they answer, and what counts as an answer. Pure.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use entity::enums::{DirectoryStatus, Discipline, LiaisonKind, LiaisonStatus, Role, RuleCode, ValueSet};
use entity::ids::{LiaisonMessageId, PractitionerId};
use entity::{liaison_message, liaison_read, practitioner};
use sea_orm::ActiveValue::Set;

use crate::calendar::working_days_from;
use crate::clock::london_date;
use crate::codes::Inputs;
use crate::policy::step::leads;
use crate::problem::{Problem, Result};

/// Replies that a message has at most.
pub const MOST_REPLIES: u64 = 100;
/// The longest message, in characters.
const TEXT: usize = 8000;
/// Working days within which an answer is expected if nothing else is said: one working week (domain.md 1.6).
const USUAL_DAYS: i32 = 5;
/// Working days within which an answer can be expected.
const DAYS: std::ops::RangeInclusive<i32> = 1..=60;

/// Who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: DateTime<Utc>,
}

/// To whom: a profession or a role, and somebody of it in particular.
#[derive(Debug, Clone, Copy)]
pub struct Addressee<'a> {
    /// Everybody of this profession.
    pub discipline: Option<Discipline>,
    /// Whoever holds this role.
    pub role: Option<Role>,
    /// Who in particular, with the roles that they hold.
    pub person: Option<(&'a practitioner::Model, &'a [Role])>,
}

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What it asks for.
    pub kind: LiaisonKind,
    /// What it says.
    pub text: &'a str,
    /// By when an answer is expected.
    pub expected_by: Option<DateTime<Utc>>,
    /// The same in working days.
    pub expected_days: Option<i32>,
}

/// A new message.
pub fn post(wish: Wish<'_>, to: Addressee<'_>, by: Author) -> Result<liaison_message::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", wish.text, TEXT);
    addressed(&mut inputs, to);
    let expected_by = expected(&mut inputs, wish, by.at);
    inputs.done()?;
    let asks = wish.kind != LiaisonKind::Note;
    Ok(liaison_message::ActiveModel {
        kind: Set(wish.kind),
        status: Set(if asks {
            LiaisonStatus::Open
        } else {
            LiaisonStatus::Noted
        }),
        author_id: Set(by.id),
        author_role: Set(by.role),
        to_discipline: Set(to.discipline),
        to_role: Set(to.role),
        to_practitioner_id: Set(to.person.map(|(person, _)| person.id)),
        text: Set(text),
        expected_by: Set(expected_by),
        ..Default::default()
    })
}

/// Exactly one of profession and role, and whoever is named is of it.
fn addressed(inputs: &mut Inputs, to: Addressee<'_>) {
    inputs.must(to.discipline.is_some() != to.role.is_some(), "to", || {
        "give either a profession or a role: messages outlive whoever leaves".to_owned()
    });
    let of_either = to.role.is_none_or(|role| role.discipline().is_some());
    inputs.must(of_either, "to.role", || {
        "must be a role of one of the two professions".to_owned()
    });
    let Some((person, held)) = to.person else { return };
    let is_of = |role: &Role| match (to.role, to.discipline) {
        (Some(wanted), _) => *role == wanted,
        (None, wanted) => role.discipline() == wanted && !leads(*role),
    };
    let is_there = person.status == DirectoryStatus::Active && held.iter().any(is_of);
    inputs.must(is_there, "to.practitioner", || {
        "must be in use in the directory, and of the profession or role".to_owned()
    });
}

/// By when an answer is expected; nothing where none is.
fn expected(inputs: &mut Inputs, wish: Wish<'_>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if wish.kind == LiaisonKind::Note {
        let none = wish.expected_by.is_none() && wish.expected_days.is_none();
        inputs.must(none, "expectedBy", || {
            format!("a {} expects no answer", LiaisonKind::Note.as_str())
        });
        return None;
    }
    let both = wish.expected_by.is_some() && wish.expected_days.is_some();
    inputs.must(!both, "expectedWorkingDays", || {
        "give a time or a number of working days, not both".to_owned()
    });
    if let Some(by) = wish.expected_by {
        inputs.must(now < by, "expectedBy", || "must lie in the future".to_owned());
        return Some(by);
    }
    let days = wish.expected_days.unwrap_or(USUAL_DAYS);
    inputs.must(DAYS.contains(&days), "expectedWorkingDays", || {
        format!("must be between {} and {}", DAYS.start(), DAYS.end())
    });
    within(days.clamp(*DAYS.start(), *DAYS.end()), now)
}

/// The end of the day, in England, that lies so many working days ahead.
fn within(days: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let last = working_days_from(london_date(now), days)?;
    let midnight = last.succ_opt()?.and_time(NaiveTime::MIN).and_utc();
    // In summer the day ends an hour earlier than it does in UTC.
    let in_summer = midnight.checked_sub_signed(TimeDelta::hours(1))?;
    Some(if london_date(in_summer) == last {
        midnight
    } else {
        in_summer
    })
}

/// A reply, to whoever wrote the message; `known` counts the replies that are there.
pub fn reply(
    to: &liaison_message::Model,
    text: &str,
    known: u64,
    by: Author,
) -> Result<liaison_message::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, TEXT);
    inputs.done()?;
    if MOST_REPLIES <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("a message has {MOST_REPLIES} replies at most: write a new one"),
        ));
    }
    Ok(liaison_message::ActiveModel {
        kind: Set(LiaisonKind::Note),
        status: Set(LiaisonStatus::Noted),
        author_id: Set(by.id),
        author_role: Set(by.role),
        to_role: Set(Some(to.author_role)),
        to_practitioner_id: Set(Some(to.author_id)),
        text: Set(text),
        in_reply_to_id: Set(Some(to.id)),
        ..Default::default()
    })
}

/// What a reply does to the message: the first one of somebody else answers what was asked.
pub fn answer(
    to: &liaison_message::Model,
    reply: LiaisonMessageId,
    by: Author,
) -> Option<liaison_message::ActiveModel> {
    let answers = to.status == LiaisonStatus::Open && to.author_id != by.id;
    answers.then(|| liaison_message::ActiveModel {
        status: Set(LiaisonStatus::Answered),
        answer_id: Set(Some(reply)),
        answered_by_id: Set(Some(by.id)),
        answered_by_role: Set(Some(by.role)),
        answered_at: Set(Some(by.at)),
        ..Default::default()
    })
}

/// A mark that somebody has read a message; nothing where there is one.
pub fn read(
    message: &liaison_message::Model,
    known: &[liaison_read::Model],
    by: Author,
) -> Option<liaison_read::ActiveModel> {
    let is_read = known.iter().any(|mark| mark.practitioner_id == by.id);
    (!is_read).then(|| liaison_read::ActiveModel {
        message_id: Set(message.id),
        practitioner_id: Set(by.id),
        role: Set(by.role),
        ..Default::default()
    })
}

/// The call back took place, or it was settled otherwise.
pub fn resolve(by: Author) -> liaison_message::ActiveModel {
    liaison_message::ActiveModel {
        status: Set(LiaisonStatus::Resolved),
        resolved_by_id: Set(Some(by.id)),
        resolved_by_role: Set(Some(by.role)),
        resolved_at: Set(Some(by.at)),
        ..Default::default()
    }
}

/// Whether an answer was expected by now and has not come.
pub fn is_overdue(row: &liaison_message::Model, now: DateTime<Utc>) -> bool {
    row.status == LiaisonStatus::Open && row.expected_by.is_some_and(|by| by < now)
}

#[cfg(test)]
mod tests;

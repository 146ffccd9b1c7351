//! How the parents' own accounts are asked for, recorded, amended, declined and taken back. Pure.

use chrono::NaiveDate;
use entity::enums::{DirectoryStatus, ParentViewChannel, ParentViewStatus, Role, RuleCode};
use entity::ids::ChildId;
use entity::{carer, parent_view};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

pub use self::amend::amend;
use super::input::ParentViewRecordInput;
use crate::codes::Inputs;
use crate::problem::{Problem, Result};

mod amend;

/// Accounts that a review has at most: of so many carers.
pub const MOST: u64 = 20;
/// The longest of the texts, in characters.
const ACCOUNT: usize = 4000;
/// The longest name of a language, in characters.
const LANGUAGE: usize = 100;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// Who writes it down.
#[derive(Debug, Clone, Copy)]
pub struct Scribe {
    /// Their entry: a practitioner, or the carer themselves.
    pub entry: Uuid,
    /// In which role.
    pub role: Role,
}

/// Whose account it is, and what is on record of it in this review.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    /// The child of the review.
    pub child: ChildId,
    /// Whoever speaks, if it was said who.
    pub carer: Option<&'a carer::Model>,
    /// What is on record of them.
    pub earlier: Option<&'a parent_view::Model>,
    /// How many accounts the review has.
    pub known: u64,
}

impl Speaker<'_> {
    /// The carer who speaks: an entry in use of this child's. With parental responsibility or without: a view is not consent.
    fn entry(&self, inputs: Inputs) -> Result<&carer::Model> {
        let mut inputs = inputs;
        inputs.must(self.carer.is_some(), "givenBy", || {
            "say which parent or carer it was".to_owned()
        });
        inputs.done()?;
        let Some(carer) = self.carer else {
            return Err(Problem::internal(
                "an account of nobody was refused without a reason",
            ));
        };
        let refuse = |code, text: &str| Err(Problem::rule(code, text.to_owned()));
        if carer.child_id != self.child {
            return refuse(RuleCode::NotOfThisChild, "this is not a carer of the child");
        }
        if carer.status != DirectoryStatus::Active {
            return refuse(RuleCode::NotActive, "this carer's entry is no longer in use");
        }
        if self.earlier.is_none() && MOST <= self.known {
            let most = format!("a review has the accounts of {MOST} carers at most");
            return Err(Problem::rule(RuleCode::TooMany, most));
        }
        Ok(carer)
    }

    fn has_given(&self) -> bool {
        self.earlier
            .is_some_and(|row| row.status == ParentViewStatus::Given)
    }
}

/// They were asked.
pub fn ask(
    by: Scribe,
    speaker: &Speaker<'_>,
    (asked_on, today): (Option<NaiveDate>, NaiveDate),
) -> Result<parent_view::ActiveModel> {
    let mut inputs = Inputs::default();
    let asked_on = past(&mut inputs, "askedOn", (asked_on, today));
    let carer = speaker.entry(inputs)?;
    let waits =
        |row: &parent_view::Model| matches!(row.status, ParentViewStatus::Given | ParentViewStatus::Asked);
    if speaker.earlier.is_some_and(waits) {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "this carer has been asked already, or has given their account",
        ));
    }
    Ok(parent_view::ActiveModel {
        asked_on: Set(Some(asked_on)),
        asked_by_id: Set(Some(by.entry)),
        asked_by_role: Set(Some(by.role)),
        ended_on: Set(None),
        ended_reason: Set(None),
        ..of(carer, speaker, ParentViewStatus::Asked)
    })
}

/// They have given it.
pub fn record(
    by: Scribe,
    speaker: &Speaker<'_>,
    input: &ParentViewRecordInput,
    today: NaiveDate,
) -> Result<parent_view::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut text = |field, given: &Option<String>| inputs.optional(field, given.as_deref(), ACCOUNT);
    let enjoys = text("enjoys", &input.enjoys);
    let development = text("development", &input.development);
    let priorities = text("priorities", &input.priorities);
    let worries = text("worries", &input.worries);
    let talk_first = text("talkFirst", &input.talk_first);
    let given = [
        &input.enjoys,
        &input.development,
        &input.priorities,
        &input.worries,
        &input.talk_first,
    ];
    inputs.must(given.iter().any(|text| text.is_some()), "enjoys", || {
        NOTHING_SAID.to_owned()
    });
    let language = inputs.optional("language", input.language.as_deref(), LANGUAGE);
    let channel = channel(&mut inputs, by.role, input.channel);
    let given_on = past(&mut inputs, "givenOn", (input.given_on.map(|day| day.0), today));
    let carer = speaker.entry(inputs)?;
    if speaker.has_given() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "this carer's account is on record: amend it (parentViewAmend)",
        ));
    }
    Ok(parent_view::ActiveModel {
        enjoys: Set(enjoys),
        development: Set(development),
        priorities: Set(priorities),
        worries: Set(worries),
        talk_first: Set(talk_first),
        channel: Set(channel),
        language: Set(language),
        interpreter_used: Set(input.interpreter_used.unwrap_or(false)),
        open_to_other_parents: Set(input.open_to_other_parents.unwrap_or(false)),
        given_on: Set(Some(given_on)),
        recorded_by_id: Set(Some(own_entry(by, carer))),
        recorded_by_role: Set(Some(by.role)),
        ended_on: Set(None),
        ended_reason: Set(None),
        ..of(carer, speaker, ParentViewStatus::Given)
    })
}

/// They do not want to give one.
pub fn decline(
    speaker: &Speaker<'_>,
    reason: Option<&str>,
    (on, today): (Option<NaiveDate>, NaiveDate),
) -> Result<parent_view::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.optional("reason", reason, REASON);
    let on = past(&mut inputs, "declinedOn", (on, today));
    let carer = speaker.entry(inputs)?;
    if speaker.has_given() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "this carer's account is on record: they take it back instead (parentViewWithdraw)",
        ));
    }
    Ok(parent_view::ActiveModel {
        ended_on: Set(Some(on)),
        ended_reason: Set(reason),
        ..of(carer, speaker, ParentViewStatus::Declined)
    })
}

/// They take it back.
pub fn withdraw(reason: Option<&str>, today: NaiveDate) -> Result<parent_view::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.optional("reason", reason, REASON);
    inputs.done()?;
    Ok(parent_view::ActiveModel {
        status: Set(ParentViewStatus::Withdrawn),
        ended_on: Set(Some(today)),
        ended_reason: Set(reason),
        ..Default::default()
    })
}

/// What is asked of every account.
const NOTHING_SAID: &str =
    "at least one of enjoys, development, priorities, worries and talkFirst must be there";

/// The row of a carer in this state; what only a new row needs is set there alone.
fn of(carer: &carer::Model, speaker: &Speaker<'_>, status: ParentViewStatus) -> parent_view::ActiveModel {
    let known = parent_view::ActiveModel {
        carer_id: Set(carer.id),
        status: Set(status),
        ..Default::default()
    };
    match speaker.earlier {
        Some(_) => known,
        None => parent_view::ActiveModel {
            interpreter_used: Set(false),
            open_to_other_parents: Set(false),
            ..known
        },
    }
}

/// The entry under which it is recorded: a parent's as the carer of this child.
fn own_entry(by: Scribe, carer: &carer::Model) -> Uuid {
    if by.role == Role::Parent {
        carer.id.0
    } else {
        by.entry
    }
}

/// How it came: parents who sign in write it themselves, and practitioners say how they heard.
fn channel(inputs: &mut Inputs, role: Role, given: Option<ParentViewChannel>) -> Option<ParentViewChannel> {
    let own = Some(ParentViewChannel::OwnHand);
    if role == Role::Parent {
        inputs.must(given.is_none() || given == own, "channel", || {
            "is SELF_WRITTEN where you write it yourself".to_owned()
        });
        return own;
    }
    inputs.must(given.is_some() && given != own, "channel", || {
        "say how it came: IN_PERSON, TELEPHONE, VIDEO_CALL or IN_WRITING".to_owned()
    });
    given
}

fn past(inputs: &mut Inputs, field: &str, (given, today): (Option<NaiveDate>, NaiveDate)) -> NaiveDate {
    let day = given.unwrap_or(today);
    inputs.must(day <= today, field, || "must not lie in the future".to_owned());
    day
}

#[cfg(test)]
mod tests;

//! When a setting may ask, whom it asks and by when it is answered. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ConcernLevel, EarlyFlagOutcome, EarlyFlagStatus, Role, RuleCode, Topic};
use entity::ids::{CarerId, OrganisationId, PractitionerId};
use entity::{carer, child, early_flag};
use sea_orm::ActiveValue::Set;

use crate::calendar::working_days_from;
use crate::codes::Inputs;
use crate::domain::age;
use crate::policy::sharing::speaks_for;
use crate::problem::{Problem, Result};

/// The age from which a child can be flagged, in completed months (domain.md 7.12).
pub const FROM_MONTHS: i32 = 18;
/// Within how many working days of England a flag is answered: the week in which partners answer each other (domain.md
/// 1.6).
pub const ANSWER_WITHIN: i32 = 5;
/// Flags that a child has at most.
pub const MOST: u64 = 50;
/// The longest text, in characters.
const TEXT: usize = 4000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
}

/// What the parents say to it.
#[derive(Debug, Clone, Copy)]
pub struct Agreement<'a> {
    /// Whether they agree.
    pub agreed: bool,
    /// Who of them.
    pub by: Option<&'a carer::Model>,
    /// When; today if nothing is said.
    pub on: Option<NaiveDate>,
    /// Why health is asked without.
    pub not_agreed_reason: Option<&'a str>,
}

/// What is to be asked.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// What was seen.
    pub seen: &'a str,
    /// What the parents say to it.
    pub parents: Agreement<'a>,
}

/// A new flag about a child, to the setting's link team if it has one, else to the child's own; `known` counts the
/// flags about the child.
pub fn raise(
    by: By,
    (child, link_team): (&child::Model, Option<OrganisationId>),
    wish: Wish<'_>,
    (known, today): (u64, NaiveDate),
) -> Result<early_flag::ActiveModel> {
    let mut inputs = Inputs::default();
    let seen = inputs.text("seen", wish.seen, TEXT);
    let agreement = agreement(&mut inputs, wish.parents, today);
    inputs.done()?;
    wish.parents
        .by
        .map_or(Ok(()), |parent| speaks_for(parent, child.id))?;
    let setting = may_be_flagged(child, known, today)?;
    let due_on = working_days_from(today, ANSWER_WITHIN)
        .ok_or_else(|| Problem::internal("there is no day by which to answer"))?;
    Ok(early_flag::ActiveModel {
        setting_id: Set(setting),
        health_team_id: Set(link_team.or(child.health_team_id)),
        topic: Set(wish.topic),
        level: Set(wish.level),
        seen: Set(seen),
        parents_agreed: Set(wish.parents.agreed),
        agreed_by_id: Set(agreement.by),
        agreed_on: Set(agreement.on),
        not_agreed_reason: Set(agreement.reason),
        raised_by_id: Set(by.id),
        raised_by_role: Set(by.role),
        status: Set(EarlyFlagStatus::Raised),
        due_on: Set(due_on),
        ..Default::default()
    })
}

/// The parents' agreement as it is kept.
#[derive(Debug, Default)]
struct Kept {
    by: Option<CarerId>,
    on: Option<NaiveDate>,
    reason: Option<String>,
}

/// Either who agreed, and when, or why health is asked without.
fn agreement(inputs: &mut Inputs, said: Agreement<'_>, today: NaiveDate) -> Kept {
    if said.agreed {
        let on = said.on.unwrap_or(today);
        inputs.must(said.by.is_some(), "agreedBy", || {
            "say which parent agreed".to_owned()
        });
        inputs.must(on <= today, "agreedOn", || {
            "must not lie in the future".to_owned()
        });
        inputs.must(said.not_agreed_reason.is_none(), "notAgreedReason", || {
            "goes only where they did not agree".to_owned()
        });
        return Kept {
            by: said.by.map(|parent| parent.id),
            on: Some(on),
            reason: None,
        };
    }
    let reason = inputs.text(
        "notAgreedReason",
        said.not_agreed_reason.unwrap_or_default(),
        REASON,
    );
    inputs.must(said.by.is_none(), "agreedBy", || {
        "goes only where they agreed".to_owned()
    });
    inputs.must(said.on.is_none(), "agreedOn", || {
        "goes only where they agreed".to_owned()
    });
    Kept {
        reason: Some(reason),
        ..Kept::default()
    }
}

/// The setting from which the child is flagged, where the child is old enough.
fn may_be_flagged(child: &child::Model, known: u64, today: NaiveDate) -> Result<OrganisationId> {
    let months = age::in_months(child.birth_date, today);
    if months < FROM_MONTHS {
        return Err(Problem::rule(
            RuleCode::TooYoung,
            format!("the child is {months} months old: a setting asks from {FROM_MONTHS} months on"),
        ));
    }
    if MOST <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} early flags about a child at most"),
        ));
    }
    child.setting_id.ok_or_else(|| {
        Problem::rule(
            RuleCode::SettingRequired,
            "the child is in no early years setting, by the directory",
        )
    })
}

/// The health team's answer.
pub fn answer(
    by: By,
    (outcome, text): (EarlyFlagOutcome, &str),
    now: DateTime<Utc>,
) -> Result<early_flag::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("answer", text, TEXT);
    inputs.done()?;
    Ok(early_flag::ActiveModel {
        status: Set(EarlyFlagStatus::Answered),
        outcome: Set(Some(outcome)),
        answer: Set(Some(text)),
        answered_by_id: Set(Some(by.id)),
        answered_by_role: Set(Some(by.role)),
        answered_at: Set(Some(now)),
        ..Default::default()
    })
}

/// A flag is taken back, with a reason.
pub fn withdraw(reason: &str) -> Result<early_flag::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(early_flag::ActiveModel {
        status: Set(EarlyFlagStatus::Withdrawn),
        withdrawn_reason: Set(Some(reason)),
        ..Default::default()
    })
}

/// Whether a flag waits for an answer past its day.
pub fn is_overdue(row: &early_flag::Model, today: NaiveDate) -> bool {
    row.status == EarlyFlagStatus::Raised && row.due_on < today
}

#[cfg(test)]
mod tests;

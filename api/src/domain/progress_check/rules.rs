//! How the progress check is started, written, contributed to, added to and marked as entered in error; when one is
//! expected. Handing it in has rules of its own (`submit`), as what it says of a prime area has (`area`). Pure.

use chrono::NaiveDate;
use entity::enums::{
    DeliveryModel, ProgressCheckState, ProgressCheckStatus, ResponsibilityStatus, ReviewStep, Role, RuleCode,
};
use entity::ids::{OrganisationId, PractitionerId, ProgressCheckId};
use entity::{progress_check, progress_check_addition, progress_check_contribution, responsibility, review};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::input::ProgressCheckRecordInput;
use crate::codes::Inputs;
use crate::problem::{Problem, Result};
use crate::store::changed;

pub mod area;
pub mod submit;

/// Additions that a progress check has at most.
pub const MOST_ADDITIONS: u64 = 100;
/// Contributions that a progress check has at most.
pub const MOST_CONTRIBUTIONS: u64 = 20;
/// The longest text of one section, in characters.
const SECTION: usize = 4000;
/// The longest short text, in characters.
const SHORT: usize = 500;
/// The longest addition or contribution, in characters.
const ADDITION: usize = 8000;
/// The longest reason, in characters.
const REASON: usize = 1000;

/// Whoever writes, in which role, and from which setting.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    /// The practitioner.
    pub by: PractitionerId,
    /// In which role.
    pub role: Role,
    /// The setting in which they hold it.
    pub setting: Option<OrganisationId>,
}

impl Writer {
    /// Whether the check is theirs to write: whose it is, or a colleague's in the setting whose check it is.
    pub fn must_write(self, row: &progress_check::Model) -> Result<()> {
        if row.author_id == self.by || Some(row.setting_id) == self.setting {
            return Ok(());
        }
        Err(Problem::rule(
            RuleCode::OtherSetting,
            "this is another setting's progress check: contribute to it instead",
        ))
    }

    fn must_have_setting(self) -> Result<OrganisationId> {
        self.setting.ok_or_else(|| {
            Problem::rule(
                RuleCode::SettingRequired,
                "a progress check is a setting's: your role is held in none",
            )
        })
    }
}

/// Whether the review has an early years half at all.
pub fn is_expected(review: &review::Model) -> bool {
    review.setting_id.is_some() && review.delivery_model != DeliveryModel::HealthOnly
}

/// How far the early years half is: `standing` is the state of the check that stands, `duties` are the review's.
pub fn state<'a>(
    review: &review::Model,
    standing: Option<ProgressCheckStatus>,
    duties: impl IntoIterator<Item = &'a responsibility::Model>,
) -> ProgressCheckState {
    match standing {
        Some(ProgressCheckStatus::InProgress) => return ProgressCheckState::InProgress,
        Some(ProgressCheckStatus::Submitted) => return ProgressCheckState::Submitted,
        Some(ProgressCheckStatus::Amended) => return ProgressCheckState::Amended,
        Some(ProgressCheckStatus::EnteredInError) | None => {}
    }
    let mut of_step = duties
        .into_iter()
        .filter(|row| row.step == ReviewStep::CompleteProgressCheck)
        .peekable();
    let is_waived = of_step.peek().is_some() && of_step.all(|row| row.status == ResponsibilityStatus::Waived);
    if is_expected(review) && !is_waived {
        ProgressCheckState::NotReceived
    } else {
        ProgressCheckState::NotApplicable
    }
}

/// A new progress check: whoever starts it is responsible for it, and it is that of their setting.
pub fn start(review: &review::Model, writer: Writer) -> Result<progress_check::ActiveModel> {
    if !is_expected(review) {
        return Err(Problem::rule(
            RuleCode::SettingRequired,
            "no progress check is expected in this review: the child is in no setting, or it is the health half alone; place the child and change the delivery model first",
        ));
    }
    Ok(progress_check::ActiveModel {
        status: Set(ProgressCheckStatus::InProgress),
        author_id: Set(writer.by),
        author_role: Set(writer.role),
        setting_id: Set(writer.must_have_setting()?),
        ..Default::default()
    })
}

/// What is written; what is absent stays.
pub fn record(
    row: &progress_check::Model,
    (birth, today): (NaiveDate, NaiveDate),
    input: &ProgressCheckRecordInput,
) -> Result<progress_check::ActiveModel> {
    let mut inputs = Inputs::default();
    let discussed_on = input.discussed_with_parents_on.map(|day| day.0);
    let in_life = discussed_on.is_none_or(|day| birth <= day && day <= today);
    inputs.must(in_life, "discussedWithParentsOn", || {
        "must lie between the child's birth and today".to_owned()
    });
    let review_by = input.targeted_plan_review_by.map(|day| day.0);
    let ahead = review_by.is_none_or(|day| today <= day);
    inputs.must(ahead, "targetedPlanReviewBy", || "lies in the past".to_owned());
    let mut text = |field, given: &Option<String>, old: &Option<String>, longest| {
        let new = inputs.optional(field, given.as_deref(), longest);
        changed(new.or_else(|| old.clone()), old)
    };
    let change = progress_check::ActiveModel {
        childs_voice: text("childsVoice", &input.childs_voice, &row.childs_voice, SECTION),
        parents_view: text("parentsView", &input.parents_view, &row.parents_view, SECTION),
        professionals_views: text(
            "professionalsViews",
            &input.professionals_views,
            &row.professionals_views,
            SECTION,
        ),
        summary: text("summary", &input.summary, &row.summary, SECTION),
        most_useful_when: text(
            "mostUsefulWhen",
            &input.most_useful_when,
            &row.most_useful_when,
            SHORT,
        ),
        targeted_plan: text("targetedPlan", &input.targeted_plan, &row.targeted_plan, SECTION),
        targeted_plan_with: text(
            "targetedPlanWith",
            &input.targeted_plan_with,
            &row.targeted_plan_with,
            SHORT,
        ),
        targeted_plan_review_by: changed(
            review_by.or(row.targeted_plan_review_by),
            &row.targeted_plan_review_by,
        ),
        discussed_on: changed(discussed_on.or(row.discussed_on), &row.discussed_on),
        ..Default::default()
    };
    inputs.done()?;
    if change.is_changed() {
        return Ok(change);
    }
    Err(nothing_new())
}

fn nothing_new() -> Problem {
    Problem::rule(RuleCode::NothingToChange, "the progress check already says this")
}

/// What a second setting says; `known` counts what is there.
pub fn contribute(
    row: &progress_check::Model,
    writer: Writer,
    (text, known): (&str, u64),
) -> Result<progress_check_contribution::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, ADDITION);
    inputs.done()?;
    let setting = writer.must_have_setting()?;
    if setting == row.setting_id {
        return Err(Problem::rule(
            RuleCode::OwnSetting,
            "this is your own setting's progress check: write it, or add to it once it is handed in",
        ));
    }
    bounded(known, MOST_CONTRIBUTIONS, "contributions")?;
    Ok(progress_check_contribution::ActiveModel {
        progress_check_id: Set(row.id),
        text: Set(text),
        setting_id: Set(setting),
        contributed_by_id: Set(writer.by),
        contributed_by_role: Set(writer.role),
        ..Default::default()
    })
}

/// An addition; `known` counts those that are there.
pub fn add(
    of: ProgressCheckId,
    writer: Writer,
    (text, known): (&str, u64),
) -> Result<progress_check_addition::ActiveModel> {
    let mut inputs = Inputs::default();
    let text = inputs.text("text", text, ADDITION);
    inputs.done()?;
    bounded(known, MOST_ADDITIONS, "additions")?;
    Ok(progress_check_addition::ActiveModel {
        progress_check_id: Set(of),
        text: Set(text),
        added_by_id: Set(writer.by),
        added_by_role: Set(writer.role),
        ..Default::default()
    })
}

fn bounded(known: u64, most: u64, what: &str) -> Result<()> {
    if known < most {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::TooMany,
        format!("there are {most} {what} to a progress check at most"),
    ))
}

/// It was added to after it was handed in.
pub fn amended() -> progress_check::ActiveModel {
    progress_check::ActiveModel {
        status: Set(ProgressCheckStatus::Amended),
        ..Default::default()
    }
}

/// It was entered in error.
pub fn enter_in_error(reason: &str) -> Result<progress_check::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(progress_check::ActiveModel {
        status: Set(ProgressCheckStatus::EnteredInError),
        error_reason: Set(Some(reason)),
        ..Default::default()
    })
}

#[cfg(test)]
pub(super) mod fixtures;
#[cfg(test)]
mod tests;

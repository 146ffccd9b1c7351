//! What may become of a responsibility. Pure.

use entity::enums::{DirectoryStatus, ResponsibilityStatus, ReviewStep, Role, RuleCode, ValueSet};
use entity::{practitioner, responsibility};
use sea_orm::ActiveValue::Set;

use crate::codes::{Inputs, REASON};
use crate::policy::Fulfils;
use crate::policy::matrix::RULES;
use crate::policy::step::{Standing, is_of_party, leads};
use crate::problem::{Problem, Result};

/// Who decides about a responsibility, and how they stand to it.
#[derive(Debug, Clone, Copy)]
pub struct Decider {
    /// In which role.
    pub role: Role,
    /// Whether it is theirs, theirs to decide about, or another party's.
    pub standing: Standing,
}

impl Decider {
    fn leads(self) -> bool {
        leads(self.role)
    }

    /// Refused to whoever is of the other party.
    fn must_be_close(self) -> Result<()> {
        if self.standing == Standing::Other {
            return Err(Problem::rule(
                RuleCode::OtherDiscipline,
                "this responsibility is another party's: that party, or its lead, decides about it",
            ));
        }
        Ok(())
    }
}

/// The acts that fulfil a step.
pub fn acts_of(step: ReviewStep) -> impl Iterator<Item = &'static str> {
    let fulfils = move |rule: &&&'static crate::policy::Rule| rule.fulfils == Some(Fulfils::Step(step));
    RULES.iter().filter(fulfils).map(|rule| rule.mutation)
}

/// A step without an act of its own has been done. `settled` says by whom.
pub fn complete(
    row: &responsibility::Model,
    reason: Option<String>,
    settled: responsibility::ActiveModel,
) -> Result<responsibility::ActiveModel> {
    let acts: Vec<&str> = acts_of(row.step).collect();
    if !acts.is_empty() {
        return Err(Problem::rule(
            RuleCode::StepHasAct,
            format!(
                "{} is done by {}, which marks it done",
                row.step.as_str(),
                acts.join(" or ")
            ),
        ));
    }
    Ok(responsibility::ActiveModel {
        status: Set(ResponsibilityStatus::Done),
        reason: Set(reason),
        ..settled
    })
}

/// A responsibility is not to be done in this review: by a lead of the party's profession; what is not required, also by
/// the party itself.
pub fn waive(
    row: &responsibility::Model,
    by: Decider,
    reason: &str,
    settled: responsibility::ActiveModel,
) -> Result<responsibility::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    by.must_be_close()?;
    if row.required && !by.leads() {
        return Err(Problem::rule(
            RuleCode::LeadDecides,
            "the protocol requires this step: only a service lead waives it",
        ));
    }
    Ok(responsibility::ActiveModel {
        status: Set(ResponsibilityStatus::Waived),
        reason: Set(Some(reason)),
        ..settled
    })
}

/// Taken back: it is to be done after all. What a lead has waived, a lead takes back.
pub fn reopen(row: &responsibility::Model, by: Decider, reason: &str) -> Result<responsibility::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    by.must_be_close()?;
    let waived_by_lead = row.status == ResponsibilityStatus::Waived && row.settled_by_role.is_some_and(leads);
    if waived_by_lead && !by.leads() {
        return Err(Problem::rule(
            RuleCode::LeadDecides,
            "a service lead has waived this: only a lead takes that back",
        ));
    }
    Ok(responsibility::ActiveModel {
        status: Set(ResponsibilityStatus::Open),
        reason: Set(Some(reason)),
        settled_by_id: Set(None),
        settled_by_role: Set(None),
        settled_at: Set(None),
        ..Default::default()
    })
}

/// Somebody in particular: in use, and in a role of the party. Nobody leaves it to the party.
pub fn reassign(
    row: &responsibility::Model,
    by: Decider,
    to: Option<(&practitioner::Model, &[Role])>,
) -> Result<responsibility::ActiveModel> {
    by.must_be_close()?;
    let id = to.map(|(person, _)| person.id);
    if id == row.practitioner_id {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "nothing would change: that is whose it is",
        ));
    }
    if let Some((person, roles)) = to {
        if person.status != DirectoryStatus::Active {
            return Err(Problem::rule(
                RuleCode::NotActive,
                "whoever is responsible must be in use in the directory",
            ));
        }
        if !roles.iter().any(|role| is_of_party(*role, row.party, row.role)) {
            let party = row.role.map_or(row.party.as_str(), ValueSet::as_str);
            return Err(Problem::invalid(
                ["input", "practitioner"],
                format!("holds no role of the responsible party, {party}"),
            ));
        }
    }
    Ok(responsibility::ActiveModel {
        practitioner_id: Set(id),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests;

//! The steps of a protocol, and the responsibilities that they come to in a review. Pure.

use chrono::NaiveDate;
use entity::enums::{DeliveryModel, ProtocolStatus, ResponsibilityStatus, ReviewStep, Role, StepParty};
use entity::ids::{PractitionerId, ProtocolId};
use entity::{child, protocol, responsibility, review};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};

use super::defaults;
use crate::calendar::{working_day_from, working_days_from};
use crate::problem::{Problem, Result};
use crate::store::changed;

/// One step of a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which.
    pub step: ReviewStep,
    /// Whose.
    pub party: StepParty,
    /// The role, where the party is one.
    pub role: Option<Role>,
    /// By when: so many working days after the review's due date, or before it where negative.
    pub days: i32,
    /// Whether the review is incomplete without it.
    pub required: bool,
}

/// The protocol that a review follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The authority's own; none for a shipped default.
    pub id: Option<ProtocolId>,
    /// Its number, or that of the shipped defaults.
    pub number: i32,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// Who is named for a child.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named {
    /// The health visitor.
    pub health_visitor: Option<PractitionerId>,
    /// The key person.
    pub key_person: Option<PractitionerId>,
}

impl From<&child::Model> for Named {
    fn from(child: &child::Model) -> Self {
        Self {
            health_visitor: child.named_health_visitor_id,
            key_person: child.key_person_id,
        }
    }
}

impl Named {
    /// Who is named for the steps of a party.
    pub fn of(self, party: StepParty, role: Option<Role>) -> Option<PractitionerId> {
        match (party, role) {
            (StepParty::Health, _) | (StepParty::Role, Some(Role::HealthVisitor)) => self.health_visitor,
            (StepParty::EarlyYears, _) | (StepParty::Role, Some(Role::KeyPerson | Role::Childminder)) => {
                self.key_person
            }
            _ => None,
        }
    }
}

/// When and for whom a review is planned.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// When the review is due.
    pub due_on: NaiveDate,
    /// The day on which it is planned: no step is due before.
    pub today: NaiveDate,
    /// Who is named for the child.
    pub named: Named,
}

/// The steps of a row.
pub fn of_row(row: &protocol::Model) -> Result<Vec<Step>> {
    serde_json::from_value(row.steps.clone()).map_err(Problem::internal)
}

/// How far a version has come on a day.
pub fn status(row: &protocol::Model, on: NaiveDate) -> ProtocolStatus {
    if row.approved_at.is_none() {
        ProtocolStatus::Draft
    } else if on < row.effective_from {
        ProtocolStatus::Approved
    } else if row.effective_to.is_some_and(|to| to <= on) {
        ProtocolStatus::Superseded
    } else {
        ProtocolStatus::InForce
    }
}

/// What is followed on a day by a review of this model: the authority's own, of these versions, else the shipped
/// default.
pub fn followed(versions: &[protocol::Model], model: DeliveryModel, on: NaiveDate) -> Result<Followed> {
    let own = versions
        .iter()
        .find(|row| row.delivery_model == model && status(row, on) == ProtocolStatus::InForce);
    match own {
        Some(row) => Ok(Followed {
            id: Some(row.id),
            number: row.number,
            steps: of_row(row)?,
        }),
        None => Ok(Followed {
            id: None,
            number: defaults::NUMBER,
            steps: defaults::steps(model).to_vec(),
        }),
    }
}

/// The responsibilities of a review that is planned.
pub fn plan(followed: &Followed, case: Case) -> Vec<responsibility::ActiveModel> {
    let parts = followed.steps.iter().flat_map(|step| parts(*step));
    parts.map(|step| open(step, case)).collect()
}

/// The same for a new review of this child.
pub fn of_review(
    child: &child::Model,
    review: &review::ActiveModel,
    followed: &Followed,
    today: NaiveDate,
) -> Vec<responsibility::ActiveModel> {
    let due_on = review.due_on.try_as_ref().copied().unwrap_or(today);
    let named = Named::from(child);
    plan(followed, Case { due_on, today, named })
}

/// A step of both professions is one part for each.
fn parts(step: Step) -> Vec<Step> {
    let of = |party| Step { party, ..step };
    match step.party {
        StepParty::Both => vec![of(StepParty::Health), of(StepParty::EarlyYears)],
        _ => vec![step],
    }
}

/// By when: in working days of England, never before the day of planning, for nobody can keep what has passed.
fn due(step: Step, case: Case) -> NaiveDate {
    let earliest = working_day_from(case.today).unwrap_or(case.today);
    let due = working_days_from(case.due_on, step.days);
    due.unwrap_or(case.due_on).max(earliest)
}

fn open(step: Step, case: Case) -> responsibility::ActiveModel {
    responsibility::ActiveModel {
        step: Set(step.step),
        party: Set(step.party),
        role: Set(step.role),
        practitioner_id: Set(case.named.of(step.party, step.role)),
        due_on: Set(due(step, case)),
        required: Set(step.required),
        status: Set(ResponsibilityStatus::Open),
        ..Default::default()
    }
}

/// What becomes of a review's responsibilities when it comes to follow another protocol.
#[derive(Debug, Default)]
pub struct Replanned {
    /// New ones.
    pub new: Vec<responsibility::ActiveModel>,
    /// Those that change: as they were, and the change.
    pub changed: Vec<(responsibility::Model, responsibility::ActiveModel)>,
}

/// The responsibilities of a review that changes its model: what is done or waived stays, what is open follows the new
/// protocol, and what is no step of it lapses.
pub fn replan(rows: &[responsibility::Model], followed: &Followed, case: Case) -> Replanned {
    use ResponsibilityStatus::{Done, Lapsed, Open, Waived};
    let settled = |row: &responsibility::Model| matches!(row.status, Done | Waived);
    let mut plan = Replanned::default();
    let mut kept = Vec::new();
    for step in &followed.steps {
        let of_step = || rows.iter().filter(|row| row.step == step.step);
        // Done is done, by whomever, unless each profession has its own part.
        if step.party != StepParty::Both && of_step().any(settled) {
            continue;
        }
        for part in parts(*step) {
            match of_step().find(|row| row.party == part.party) {
                Some(row) if settled(row) => {}
                Some(row) => {
                    kept.push(row.id);
                    let change = moved(row, part, case);
                    plan.changed.extend(change.map(|change| (row.clone(), change)));
                }
                None => plan.new.push(open(part, case)),
            }
        }
    }
    let lapses = rows
        .iter()
        .filter(|row| row.status == Open && !kept.contains(&row.id));
    plan.changed.extend(lapses.map(|row| {
        let change = responsibility::ActiveModel {
            status: Set(Lapsed),
            ..Default::default()
        };
        (row.clone(), change)
    }));
    plan
}

/// An open responsibility under another protocol: whoever is named for it stays.
fn moved(row: &responsibility::Model, step: Step, case: Case) -> Option<responsibility::ActiveModel> {
    let named = row.practitioner_id.or(case.named.of(step.party, step.role));
    let change = responsibility::ActiveModel {
        role: changed(step.role, &row.role),
        practitioner_id: changed(named, &row.practitioner_id),
        due_on: changed(due(step, case), &row.due_on),
        required: changed(step.required, &row.required),
        status: changed(ResponsibilityStatus::Open, &row.status),
        ..Default::default()
    };
    sea_orm::ActiveModelTrait::is_changed(&change).then_some(change)
}

#[cfg(test)]
mod tests;

//! Who could have done what was refused: the roles from the matrix, and the named practitioner of the case.

use entity::enums::{Discipline, ParticipantCapacity, Role};
use entity::ids::PractitionerId;
use entity::practitioner;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::constraint;
use super::sighted::Facts;
use crate::policy::record::Anchor;
use crate::policy::{Record, Rule, decide};
use crate::problem::{Responsible, Result};

/// Names the responsible party. Names of practitioners are open to everybody in the authority; their contact is what
/// the contact card gives.
pub(super) async fn name<C: ConnectionTrait, M: Record>(
    db: &C,
    facts: &Facts,
    rule: &'static Rule,
    row: &M,
) -> Result<Responsible> {
    let mut responsible = decide::responsible(rule);
    let Some(id) = practitioner_of(facts, rule, row) else {
        return Ok(responsible);
    };
    let found = practitioner::Entity::find_by_id(id)
        .one(db)
        .await
        .map_err(constraint::problem)?;
    if let Some(found) = found {
        responsible.practitioner = Some(id);
        responsible.name = Some(
            format!("{} {}", found.given_name, found.family_name)
                .trim()
                .to_owned(),
        );
        responsible.contact = found.phone.or(found.email);
    }
    Ok(responsible)
}

/// The lead of the discipline that the rule names, else the child's named practitioner of that discipline.
fn practitioner_of<M: Record>(facts: &Facts, rule: &Rule, row: &M) -> Option<PractitionerId> {
    let disciplines = |wanted| {
        rule.lines
            .iter()
            .flat_map(|line| line.roles)
            .any(|role: &Role| role.discipline() == Some(wanted))
    };
    let review = row.review_id().and_then(|id| facts.reviews.get(&id));
    let child = match row.anchor() {
        Anchor::Child(id) => facts.children.get(&id),
        _ => review.and_then(|review| facts.children.get(&review.child_id)),
    };
    let lead = |capacity| {
        let parties = row.review_id().and_then(|id| facts.participants.get(&id))?;
        parties
            .iter()
            .find(|party| party.capacity == capacity && party.status.takes_part())?
            .practitioner_id
    };
    if disciplines(Discipline::Health) {
        let named =
            lead(ParticipantCapacity::HealthLead).or(child.and_then(|child| child.named_health_visitor_id));
        if named.is_some() {
            return named;
        }
    }
    if disciplines(Discipline::EarlyYears) {
        return lead(ParticipantCapacity::EarlyYearsLead).or(child.and_then(|child| child.key_person_id));
    }
    None
}

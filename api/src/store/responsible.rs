//! Who could have done what was refused: the roles from the matrix, the party of the step, and the named practitioner of
//! the case.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use entity::enums::{Discipline, NotAllowedReason, ParticipantCapacity, Role, ValueSet};
use entity::ids::PractitionerId;
use entity::{child, participant, practitioner, responsibility};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::sighted::Facts;
use super::{constraint, steps};
use crate::clock::london_date;
use crate::policy::record::Anchor;
use crate::policy::relation::Who;
use crate::policy::{Fulfils, Record, Rule, decide, step};
use crate::problem::{Responsible, Result};

/// Names the responsible party. Names of practitioners are open to everybody in the authority; their contact is what
/// the contact card gives. Somebody who is away today is named by whoever covers.
pub(super) async fn name<C: ConnectionTrait, M: Record>(
    db: &C,
    (facts, who): (&Facts, &Who),
    rule: &'static Rule,
    (row, reason): (&M, NotAllowedReason),
) -> Result<Responsible> {
    let mut responsible = decide::responsible(rule);
    responsible.discipline = discipline_of(rule);
    let duties = duties(db, rule, row).await?;
    if let Some(duty) = duties.first() {
        of_party(&mut responsible, rule, &duties, reason);
        responsible.step = Some(duty.step);
        responsible.discipline = step::discipline_of(duty.party, duty.role);
    }
    let named = duties.iter().find_map(|duty| duty.practitioner_id);
    let wanted = responsible.discipline;
    let id = match named {
        Some(id) => Some(id),
        None => practitioner_of(&whole(db, facts, row).await?, (rule, wanted), row),
    };
    // Whoever is refused because the step is another's is not that other.
    let is_another = |id: &PractitionerId| reason != NotAllowedReason::NotResponsible || !who.is(id.0);
    let Some(id) = id.filter(is_another) else {
        return Ok(responsible);
    };
    if let Some(found) = present(db, id, who).await? {
        responsible.practitioner = Some(found.id);
        responsible.name = Some(
            format!("{} {}", found.given_name, found.family_name)
                .trim()
                .to_owned(),
        );
        responsible.contact = found.phone.or(found.email);
    }
    Ok(responsible)
}

/// The responsibilities of the step that the act would have fulfilled.
async fn duties<C: ConnectionTrait, M: Record>(
    db: &C,
    rule: &'static Rule,
    row: &M,
) -> Result<Vec<responsibility::Model>> {
    let rows = match rule.fulfils {
        None | Some(Fulfils::Own) => steps::own(row).into_iter().cloned().collect(),
        Some(Fulfils::Step(step)) => match row.review_id() {
            Some(review) => steps::of_step(db, review, step).await?,
            None => Vec::new(),
        },
    };
    Ok(rows.into_iter().filter(step::counts).collect())
}

/// Says whose the step is; where the protocol decided, only the party's roles are named.
fn of_party(
    responsible: &mut Responsible,
    rule: &'static Rule,
    duties: &[responsibility::Model],
    reason: NotAllowedReason,
) {
    if rule.fulfils.is_none() {
        return;
    }
    let parties: BTreeSet<&str> = duties
        .iter()
        .map(|duty| duty.role.map_or(duty.party.as_str(), ValueSet::as_str))
        .collect();
    let parties: Vec<&str> = parties.into_iter().collect();
    let step = duties.first().map_or("", |duty| duty.step.as_str());
    let whose = format!(
        "the step {step} is that of {} by the protocol of this review",
        parties.join(" and ")
    );
    responsible.explanation = format!("{whose}. {}", responsible.explanation);
    let is_of_party = |role: &Role| {
        duties
            .iter()
            .any(|duty| step::is_of_party(*role, duty.party, duty.role))
    };
    if reason != NotAllowedReason::NotResponsible {
        return;
    }
    if responsible.roles.iter().any(is_of_party) {
        responsible.roles.retain(is_of_party);
    } else if duties.iter().any(|duty| duty.role.is_some()) {
        // The protocol gives the step to a role that the matrix does not have the act for: a lead reassigns it.
        responsible.roles = duties.iter().filter_map(|duty| duty.role).collect();
    }
}

/// The profession of an act's front line, where all of it is of one.
fn discipline_of(rule: &Rule) -> Option<Discipline> {
    let roles = rule.lines.iter().flat_map(|line| line.roles);
    let mut disciplines = roles
        .filter(|role| !step::leads(**role) && **role != Role::Integration)
        .map(|role| role.discipline());
    let first = disciplines.next()??;
    disciplines
        .all(|discipline| discipline == Some(first))
        .then_some(first)
}

/// Somebody, or whoever covers for them today.
async fn present<C: ConnectionTrait>(
    db: &C,
    id: PractitionerId,
    who: &Who,
) -> Result<Option<practitioner::Model>> {
    let by_id = async |id: PractitionerId| {
        let found = practitioner::Entity::find_by_id(id).one(db).await;
        found.map_err(constraint::problem)
    };
    let Some(found) = by_id(id).await? else {
        return Ok(None);
    };
    match step::cover_of(&found, london_date(who.now)) {
        Some(cover) => Ok(by_id(cover).await?.or(Some(found))),
        None => Ok(Some(found)),
    }
}

/// The facts with the parties of the review and the child, which the relations of some roles do not need.
async fn whole<C: ConnectionTrait, M: Record>(db: &C, facts: &Facts, row: &M) -> Result<Facts> {
    let mut facts = facts.clone();
    let Some(review) = row.review_id() else {
        return Ok(facts);
    };
    if let Entry::Vacant(unread) = facts.participants.entry(review) {
        let parties = participant::Entity::find()
            .filter(participant::Column::ReviewId.eq(review))
            .all(db)
            .await
            .map_err(constraint::problem)?;
        unread.insert(Arc::new(parties.into_iter().map(Arc::new).collect()));
    }
    let child = facts.reviews.get(&review).map(|review| review.child_id);
    if let Some(id) = child.filter(|id| !facts.children.contains_key(id)) {
        let found = child::Entity::find_by_id(id)
            .one(db)
            .await
            .map_err(constraint::problem)?;
        facts.children.extend(found.map(|child| (id, Arc::new(child))));
    }
    Ok(facts)
}

/// The lead of the discipline that the rule names, else the child's named practitioner of that discipline; `wanted` is
/// the only one that will do, where there is one.
fn practitioner_of<M: Record>(
    facts: &Facts,
    (rule, wanted): (&Rule, Option<Discipline>),
    row: &M,
) -> Option<PractitionerId> {
    let disciplines = |discipline| {
        wanted.is_none_or(|wanted| wanted == discipline)
            && rule
                .lines
                .iter()
                .flat_map(|line| line.roles)
                .any(|role: &Role| role.discipline() == Some(discipline))
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

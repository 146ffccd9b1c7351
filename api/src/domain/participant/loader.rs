//! Parties as relations of other nouns, and the names of people, a statement a table for any number of rows.

use std::collections::HashMap;

use entity::enums::{Lens, ParticipantCapacity, ParticipantStatus};
use entity::ids::{CarerId, PractitionerId};
use entity::{carer, participant, practitioner};
use sea_orm::prelude::Uuid;

use super::types::Participant;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::wire::Call;
use crate::problem::Result;

/// The party of each review who leads in this capacity: whoever comes before whoever apologised.
pub async fn leads(
    batch: &[Review],
    call: &Call<'_>,
    capacity: ParticipantCapacity,
) -> Result<Vec<Option<Participant>>> {
    let parties = reviews::part::<participant::Entity, _>(batch, call, Lens::Identity, Participant).await?;
    let leads = |party: &Participant| {
        let row = party.0.base();
        row.capacity == capacity && row.status.takes_part()
    };
    let apologised = |party: &Participant| party.0.base().status == ParticipantStatus::Apologies;
    Ok(parties
        .into_iter()
        .map(|parties| parties?.into_iter().filter(leads).min_by_key(apologised))
        .collect())
}

/// The name of each party; in place of a name that the viewer may not see stands the capacity.
pub async fn display_names(batch: &[Participant], call: &Call<'_>) -> Result<Vec<Option<String>>> {
    let rows = || batch.iter().map(|party| party.0.base());
    let practitioners = rows().filter_map(|row| row.practitioner_id).collect();
    let carers = rows().filter_map(|row| row.carer_id).collect();
    let names = names(practitioners, carers, call).await?;
    let name = |row: &participant::Model| {
        let practitioner = row.practitioner_id.and_then(|id| names.get(&id.0));
        let carer = row.carer_id.and_then(|id| names.get(&id.0));
        let known = practitioner.or(carer).or(row.name.as_ref()).cloned();
        Some(known.unwrap_or_else(|| unnamed(row.capacity).to_owned()))
    };
    Ok(rows().map(name).collect())
}

/// What stands for somebody whose name is not for the viewer.
const fn unnamed(capacity: ParticipantCapacity) -> &'static str {
    match capacity {
        ParticipantCapacity::ParentOrCarer => "a parent or carer",
        ParticipantCapacity::Interpreter => "an interpreter",
        _ => "a professional",
    }
}

/// The names of practitioners (open to the authority) and of carers (where their row is visible and opens its names).
pub async fn names(
    mut practitioners: Vec<PractitionerId>,
    mut carers: Vec<CarerId>,
    call: &Call<'_>,
) -> Result<HashMap<Uuid, String>> {
    practitioners.sort_unstable();
    practitioners.dedup();
    carers.sort_unstable();
    carers.dedup();
    let reader = &call.walk.request.reader;
    let full = |given: &str, family: &str| format!("{given} {family}").trim().to_owned();
    let mut names = HashMap::with_capacity(practitioners.len() + carers.len());
    let found = reader
        .among::<practitioner::Entity>(practitioner::Column::Id, practitioners)
        .await?;
    names.extend(found.iter().map(|row| {
        let row = row.base();
        (row.id.0, full(&row.given_name, &row.family_name))
    }));
    let found = reader.among::<carer::Entity>(carer::Column::Id, carers).await?;
    names.extend(found.iter().filter_map(|row| {
        let name = row.get(Lens::Identity, |row| full(&row.given_name, &row.family_name))?;
        Some((row.base().id.0, name))
    }));
    Ok(names)
}

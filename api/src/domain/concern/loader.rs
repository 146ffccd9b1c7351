//! What belongs to concerns, a statement a table for any number of them.

use std::collections::HashMap;

use entity::enums::Role;
use entity::ids::{CarerId, ConcernId, PractitionerId};
use entity::{concern, concern_addition};
use sea_orm::prelude::Uuid;

use super::types::{Concern, ConcernAddition, ConcernAuthor};
use crate::domain::participant::loader as people;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The additions to each concern, first to last.
pub async fn additions(concerns: &[Concern], call: &Call<'_>) -> Result<Vec<Option<Vec<ConcernAddition>>>> {
    let ids: Vec<ConcernId> = concerns.iter().map(|concern| concern.0.base().id).collect();
    let mut rows = call
        .walk
        .request
        .reader
        .among::<concern_addition::Entity>(concern_addition::Column::ConcernId, ids.clone())
        .await?;
    rows.sort_by_key(|row| row.base().id);
    let mut found: HashMap<ConcernId, Vec<ConcernAddition>> = HashMap::new();
    for row in rows {
        let of = row.base().concern_id;
        found.entry(of).or_default().push(ConcernAddition(row));
    }
    Ok(ids
        .iter()
        .map(|id| Some(found.get(id).cloned().unwrap_or_default()))
        .collect())
}

/// The concern of each addition.
pub async fn concerns(additions: &[ConcernAddition], call: &Call<'_>) -> Result<Vec<Option<Concern>>> {
    let ids = additions
        .iter()
        .map(|addition| Some(addition.0.base().concern_id));
    relation::by_id::<concern::Entity, _>(concern::Column::Id, ids, call, Concern).await
}

/// Who spoke in each of these roles, with their names.
pub async fn authors(
    spoke: impl Iterator<Item = (Role, Uuid)>,
    call: &Call<'_>,
) -> Result<Vec<Option<ConcernAuthor>>> {
    let spoke: Vec<(Role, Uuid)> = spoke.collect();
    let is_parent = |role: Role| role == Role::Parent;
    let practitioners = spoke.iter().filter(|(role, _)| !is_parent(*role));
    let carers = spoke.iter().filter(|(role, _)| is_parent(*role));
    let names = people::names(
        practitioners.map(|(_, id)| PractitionerId(*id)).collect(),
        carers.map(|(_, id)| CarerId(*id)).collect(),
        call,
    )
    .await?;
    let author = |(role, id): &(Role, Uuid)| {
        Some(ConcernAuthor {
            role: *role,
            practitioner: (!is_parent(*role)).then_some(PractitionerId(*id)),
            name: names.get(id).cloned(),
        })
    };
    Ok(spoke.iter().map(author).collect())
}

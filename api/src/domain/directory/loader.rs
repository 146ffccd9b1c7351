//! Entries of the directory as relations of other nouns: one statement for any number of rows.

use std::collections::HashMap;

use entity::ids::OrganisationId;
use entity::organisation;

use super::types::Organisation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The organisation of each row, where it has one.
pub async fn organisations(
    ids: impl Iterator<Item = Option<OrganisationId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<Organisation>>> {
    let ids: Vec<Option<OrganisationId>> = ids.collect();
    let mut keys: Vec<OrganisationId> = ids.iter().flatten().copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let rows = call
        .walk
        .request
        .reader
        .among::<organisation::Entity>(organisation::Column::Id, keys)
        .await?;
    let found: HashMap<OrganisationId, Organisation> = rows
        .into_iter()
        .map(|row| (row.base().id, Organisation(row)))
        .collect();
    Ok(ids.into_iter().map(|id| found.get(&id?).cloned()).collect())
}

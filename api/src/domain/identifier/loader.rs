//! The identifiers of any records: one statement for any number of them.

use std::collections::HashMap;

use entity::enums::IdentifierStatus;
use entity::identifier;
use entity::ids::TypedId;
use sea_orm::prelude::Uuid;

use super::types::ExternalId;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The identifiers of each record, those in use first. A field that shows them stands behind the lens that the record's
/// own identity stands behind: for a child `many(Identity) "externalIds": ExternalId = …`.
pub async fn external_ids<I: TypedId>(
    ids: impl Iterator<Item = I>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ExternalId>>>> {
    let ids: Vec<I> = ids.collect();
    let mut rows = call
        .walk
        .request
        .reader
        .among::<identifier::Entity>(identifier::Column::SubjectId, ids.clone())
        .await?;
    rows.retain(|row| row.base().subject_type == I::PREFIX);
    rows.sort_by_key(|row| (row.base().status != IdentifierStatus::Current, row.base().id));
    let mut found: HashMap<Uuid, Vec<ExternalId>> = HashMap::new();
    for row in rows {
        found
            .entry(row.base().subject_id)
            .or_default()
            .push(ExternalId(row));
    }
    let of = |id: I| Some(found.get(&id.uuid()).cloned().unwrap_or_default());
    Ok(ids.into_iter().map(of).collect())
}

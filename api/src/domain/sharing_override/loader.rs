//! Overrides as relations of children: one statement for any number of them.

use std::collections::HashMap;

use entity::ids::ChildId;
use entity::sharing_override;

use super::types::SharingOverride;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The overrides of each child, first to last.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<SharingOverride>>>> {
    let children: Vec<ChildId> = children.collect();
    let mut keys = children.clone();
    keys.sort_unstable();
    keys.dedup();
    let reader = &call.walk.request.reader;
    let mut rows = reader
        .among::<sharing_override::Entity>(sharing_override::Column::ChildId, keys)
        .await?;
    rows.sort_by_key(|row| row.base().id);
    let mut found: HashMap<ChildId, Vec<SharingOverride>> = HashMap::new();
    for row in rows {
        let of = row.base().child_id;
        found.entry(of).or_default().push(SharingOverride(row));
    }
    Ok(children.iter().map(|id| found.get(id).cloned()).collect())
}

//! Carers as relations of other nouns: one statement for any number of rows.

use std::collections::HashMap;

use entity::carer;
use entity::enums::DirectoryStatus;
use entity::ids::{CarerId, ChildId};

use super::types::Carer;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The carers of each child whom the caller may know of, those in use first, in the order of their entry.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<Carer>>>> {
    let children: Vec<ChildId> = children.collect();
    let mut keys = children.clone();
    keys.sort_unstable();
    keys.dedup();
    let reader = &call.walk.request.reader;
    let mut rows = reader
        .among::<carer::Entity>(carer::Column::ChildId, keys)
        .await?;
    rows.sort_by_key(|row| (row.base().status != DirectoryStatus::Active, row.base().id));
    let mut found: HashMap<ChildId, Vec<Carer>> = HashMap::new();
    for row in rows {
        found.entry(row.base().child_id).or_default().push(Carer(row));
    }
    Ok(children.iter().map(|id| found.get(id).cloned()).collect())
}

/// The carer of each row, where it has one and the caller may know of them.
pub async fn carers(
    ids: impl Iterator<Item = Option<CarerId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<Carer>>> {
    let ids: Vec<Option<CarerId>> = ids.collect();
    let mut keys: Vec<CarerId> = ids.iter().flatten().copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let reader = &call.walk.request.reader;
    let rows = reader.among::<carer::Entity>(carer::Column::Id, keys).await?;
    let found: HashMap<CarerId, Carer> = rows.into_iter().map(|row| (row.base().id, Carer(row))).collect();
    Ok(ids.into_iter().map(|id| found.get(&id?).cloned()).collect())
}

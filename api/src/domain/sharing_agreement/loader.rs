//! The parents' answers as relations of other nouns: one statement for any number of rows.

use std::collections::HashMap;

use entity::ids::{ChildId, SharingAgreementId};
use entity::sharing_agreement;

use super::types::SharingAgreement;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The answers about each child, first to last.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<SharingAgreement>>>> {
    let children: Vec<ChildId> = children.collect();
    let mut keys = children.clone();
    keys.sort_unstable();
    keys.dedup();
    let reader = &call.walk.request.reader;
    let mut rows = reader
        .among::<sharing_agreement::Entity>(sharing_agreement::Column::ChildId, keys)
        .await?;
    rows.sort_by_key(|row| row.base().id);
    let mut found: HashMap<ChildId, Vec<SharingAgreement>> = HashMap::new();
    for row in rows {
        found
            .entry(row.base().child_id)
            .or_default()
            .push(SharingAgreement(row));
    }
    Ok(children.iter().map(|id| found.get(id).cloned()).collect())
}

/// The agreement of each row, where it has one and the caller may know of it.
pub async fn by_ids(
    ids: impl Iterator<Item = Option<SharingAgreementId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<SharingAgreement>>> {
    let ids: Vec<Option<SharingAgreementId>> = ids.collect();
    let mut keys: Vec<SharingAgreementId> = ids.iter().flatten().copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<sharing_agreement::Entity>(sharing_agreement::Column::Id, keys)
        .await?;
    let found: HashMap<SharingAgreementId, SharingAgreement> = rows
        .into_iter()
        .map(|row| (row.base().id, SharingAgreement(row)))
        .collect();
    Ok(ids.into_iter().map(|id| found.get(&id?).cloned()).collect())
}

//! Carers as relations of other nouns: one statement for any number of rows.

use entity::carer::{self, Column};
use entity::enums::DirectoryStatus;
use entity::ids::{CarerId, ChildId};

use super::types::Carer;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The carers of each child whom the caller may know of, those in use first, in the order of their entry.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<Carer>>>> {
    let in_use_first = |row: &carer::Model| (row.status != DirectoryStatus::Active, row.id);
    let (child, as_wire) = (Column::ChildId, (in_use_first, Carer));
    relation::of_children::<carer::Entity, _, _>(child, children, call, as_wire).await
}

/// The carer of each row, where it has one and the caller may know of them.
pub async fn carers(
    ids: impl Iterator<Item = Option<CarerId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<Carer>>> {
    relation::by_id::<carer::Entity, _>(Column::Id, ids, call, Carer).await
}

//! Overrides as relations of children: one statement for any number of them.

use entity::ids::ChildId;
use entity::sharing_override::{self, Column};

use super::types::SharingOverride;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The overrides of each child, first to last.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<SharingOverride>>>> {
    let first_to_last = |row: &sharing_override::Model| row.id;
    let (child, as_wire) = (Column::ChildId, (first_to_last, SharingOverride));
    relation::of_children::<sharing_override::Entity, _, _>(child, children, call, as_wire).await
}

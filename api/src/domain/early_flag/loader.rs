//! Early flags as relations of other nouns: one statement for any number of rows.

use entity::early_flag::{self, Column};
use entity::ids::ChildId;

use super::types::EarlyFlag;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The flags about each child, first to last.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<EarlyFlag>>>> {
    let first_to_last = |row: &early_flag::Model| row.id;
    let (child, as_wire) = (Column::ChildId, (first_to_last, EarlyFlag));
    relation::of_children::<early_flag::Entity, _, _>(child, children, call, as_wire).await
}

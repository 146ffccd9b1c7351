//! The parents' answers as relations of other nouns: one statement for any number of rows.

use entity::ids::{ChildId, SharingAgreementId};
use entity::sharing_agreement::{self, Column};

use super::types::SharingAgreement;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The answers about each child, first to last.
pub async fn of_children(
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<SharingAgreement>>>> {
    let first_to_last = |row: &sharing_agreement::Model| row.id;
    let (child, as_wire) = (Column::ChildId, (first_to_last, SharingAgreement));
    relation::of_children::<sharing_agreement::Entity, _, _>(child, children, call, as_wire).await
}

/// The agreement of each row, where it has one and the caller may know of it.
pub async fn by_ids(
    ids: impl Iterator<Item = Option<SharingAgreementId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<SharingAgreement>>> {
    relation::by_id::<sharing_agreement::Entity, _>(Column::Id, ids, call, SharingAgreement).await
}

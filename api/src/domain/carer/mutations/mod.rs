//! The acts on carers, one file each.

mod add;
mod amend;
mod deactivate;

use async_graphql::MergedObject;
use entity::carer;
use entity::ids::ChildId;
use sea_orm::ColumnTrait;

pub use add::CarerAddInput;
pub use amend::CarerAmendInput;

use crate::problem::Result;
use crate::store::Tx;

/// The acts on carers.
#[derive(MergedObject, Default)]
pub struct CarerMutations(
    add::CarerAddMutation,
    amend::CarerAmendMutation,
    deactivate::CarerDeactivateMutation,
);

/// The carers of a child.
async fn of_child(tx: &Tx, child: ChildId) -> Result<Vec<carer::Model>> {
    tx.all(tx.see::<carer::Entity>().filter(carer::Column::ChildId.eq(child)))
        .await
}

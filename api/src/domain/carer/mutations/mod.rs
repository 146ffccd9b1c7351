//! The acts on carers, one file each.

mod add;
mod amend;
mod deactivate;

use async_graphql::{InputObject, MergedObject};
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

/// By whose tokens a carer is known.
#[derive(Debug, Clone, InputObject)]
pub struct SignInInput {
    /// The identity provider: the `iss` of their tokens.
    pub issuer: String,
    /// The `sub` of their tokens.
    pub subject: String,
}

/// The carers of a child.
async fn of_child(tx: &Tx, child: ChildId) -> Result<Vec<carer::Model>> {
    tx.all(tx.see::<carer::Entity>().filter(carer::Column::ChildId.eq(child)))
        .await
}

//! The parent in whose name something is said: themselves, or whoever a practitioner names.

use entity::carer;
use entity::enums::Role;
use entity::ids::ChildId;
use sea_orm::ColumnTrait;

use crate::gql::reference::CarerRef;
use crate::problem::Result;
use crate::store::Tx;

/// The caller's own entry as this child's parent: a parent of two children has one with each. Nothing for others.
pub async fn own(tx: &Tx, child: ChildId) -> Result<Option<carer::Model>> {
    let who = tx.caller().viewer.who();
    if who.role != Role::Parent {
        return Ok(None);
    }
    let own = tx
        .see::<carer::Entity>()
        .filter(carer::Column::ChildId.eq(child))
        .filter(carer::Column::Id.is_in(who.actors.iter().copied()));
    tx.one(own).await
}

/// Whoever is named in `input.givenBy`, else the caller's own entry.
pub async fn named_or_own(tx: &Tx, child: ChildId, named: Option<CarerRef>) -> Result<Option<carer::Model>> {
    match named {
        Some(named) => {
            let path = ["input", "givenBy"];
            tx.get::<carer::Entity>(&named.into(), &path).await.map(Some)
        }
        None => own(tx, child).await,
    }
}

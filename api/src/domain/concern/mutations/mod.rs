//! The acts on concerns, one file each.

mod add;
mod raise;
mod reopen;
mod settle;
mod withdraw;

use async_graphql::MergedObject;
use entity::enums::Role;
use entity::ids::{ChildId, PractitionerId};

use super::rules::settle::By;
use super::rules::{Author, Entry};
use crate::domain::carer::speaking::own;
use crate::problem::{Problem, Result};
use crate::store::Tx;

/// The acts on concerns.
#[derive(MergedObject, Default)]
pub struct ConcernMutations(
    raise::ConcernRaiseMutation,
    add::ConcernAddMutation,
    withdraw::ConcernWithdrawMutation,
    settle::ConcernSettleMutation,
    reopen::ConcernReopenMutation,
);

/// As whom the caller speaks: a parent as the carer of this child, everybody else as the practitioner.
async fn author(tx: &Tx, child: Option<ChildId>) -> Result<Author> {
    let who = tx.caller().viewer.who();
    let entry = match (who.role, child) {
        (Role::Parent, Some(child)) => {
            let carer = own(tx, child).await?;
            Entry::Carer(carer.ok_or_else(|| Problem::not_found(["review"]))?.id)
        }
        _ => Entry::Practitioner(PractitionerId(who.actor)),
    };
    Ok(Author {
        role: who.role,
        entry,
    })
}

/// As whom a practitioner settles a concern.
fn settler(tx: &Tx) -> By {
    let who = tx.caller().viewer.who();
    By {
        id: PractitionerId(who.actor),
        role: who.role,
    }
}

//! The acts on early flags, one file each.

mod answer;
mod raise;
mod withdraw;

use async_graphql::MergedObject;
use entity::ids::PractitionerId;

use super::rules::By;
use crate::store::Tx;

/// The acts on early flags.
#[derive(MergedObject, Default)]
pub struct EarlyFlagMutations(
    raise::EarlyFlagRaiseMutation,
    answer::EarlyFlagAnswerMutation,
    withdraw::EarlyFlagWithdrawMutation,
);

/// The caller, who acts as a practitioner.
fn by(tx: &Tx) -> By {
    let who = tx.caller().viewer.who();
    By {
        id: PractitionerId(who.actor),
        role: who.role,
    }
}

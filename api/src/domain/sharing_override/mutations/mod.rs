//! The acts on overrides, one file each.

mod approve;
mod request;

use async_graphql::MergedObject;
use entity::ids::PractitionerId;

use super::rules::Person;
use crate::store::Tx;

/// The acts on overrides.
#[derive(MergedObject, Default)]
pub struct SharingOverrideMutations(
    request::SharingOverrideRequestMutation,
    approve::SharingOverrideApproveMutation,
);

/// The caller, who is a practitioner: the matrix lets nobody else act here.
fn person(tx: &Tx) -> Person {
    let who = tx.caller().viewer.who();
    Person {
        id: PractitionerId(who.actor),
        role: who.role,
    }
}

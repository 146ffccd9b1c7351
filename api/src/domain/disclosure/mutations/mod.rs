//! Recording disclosures, one file an act.

mod decline;
mod record;

use async_graphql::MergedObject;
use entity::ids::PractitionerId;

use super::rules::Recorder;
use crate::store::Tx;

/// Recording disclosures.
#[derive(MergedObject, Default)]
pub struct DisclosureMutations(
    record::DisclosureRecordMutation,
    decline::DisclosureDeclineMutation,
);

/// The caller, who is a practitioner: the matrix lets nobody else act here.
fn recorder(tx: &Tx) -> Recorder<'_> {
    let who = tx.caller().viewer.who();
    Recorder {
        person: PractitionerId(who.actor),
        role: who.role,
        request: &tx.caller().request_id,
        now: tx.now(),
    }
}

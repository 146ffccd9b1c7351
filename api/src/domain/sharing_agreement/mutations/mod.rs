//! The acts on what parents have answered, one file each.

mod record;
mod withdraw;

use async_graphql::MergedObject;

use super::rules::Recorder;
use crate::store::Tx;

/// The acts on what parents have answered.
#[derive(MergedObject, Default)]
pub struct SharingAgreementMutations(
    record::SharingAgreementRecordMutation,
    withdraw::SharingAgreementWithdrawMutation,
);

/// The caller, who records it.
fn recorder(tx: &Tx) -> Recorder {
    let who = tx.caller().viewer.who();
    Recorder {
        entry: who.actor,
        role: who.role,
    }
}

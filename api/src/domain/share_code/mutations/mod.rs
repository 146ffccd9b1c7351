//! The acts on share codes, one file each.

mod issue;
mod redeem;

use async_graphql::MergedObject;

use super::rules::Issuer;
use crate::store::Tx;

/// The acts on share codes.
#[derive(MergedObject, Default)]
pub struct ShareCodeMutations(issue::ShareCodeIssueMutation, redeem::ShareCodeRedeemMutation);

/// The caller.
fn caller(tx: &Tx) -> Issuer {
    let who = tx.caller().viewer.who();
    Issuer {
        entry: who.actor,
        role: who.role,
    }
}

//! The acts in liaison threads, one file each.

mod mark_read;
mod post;
mod reply;
mod resolve;

use async_graphql::MergedObject;
use entity::ids::PractitionerId;

use super::rules::Author;
use crate::store::Tx;

/// The acts in liaison threads.
#[derive(MergedObject, Default)]
pub struct LiaisonMutations(
    post::LiaisonPostMutation,
    reply::LiaisonReplyMutation,
    mark_read::LiaisonMarkReadMutation,
    resolve::LiaisonResolveMutation,
);

/// The caller, who is a practitioner: the matrix lets nobody else act here.
fn author(tx: &Tx) -> Author {
    let who = tx.caller().viewer.who();
    Author {
        id: PractitionerId(who.actor),
        role: who.role,
        at: tx.now(),
    }
}

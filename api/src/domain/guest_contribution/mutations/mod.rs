//! The acts on questions to guests, one file each.

mod contribute;
mod decline;
mod invite;
mod revoke;

use async_graphql::MergedObject;
use entity::{guest_contribution, participant};
use sea_orm::ColumnTrait;

use crate::domain::participant::facts as of_participant;
use crate::policy::Act;
use crate::problem::Result;
use crate::store::{Permit, Tx};

/// The acts on questions to guests.
#[derive(MergedObject, Default)]
pub struct GuestContributionMutations(
    invite::GuestInviteMutation,
    contribute::GuestContributeMutation,
    decline::GuestDeclineMutation,
    revoke::GuestRevokeMutation,
);

/// Moves the guest's entry among the parties with the question, where `moved` says that it moves; `kind` is the fact.
async fn moves<A: Act<Row = guest_contribution::Model>>(
    tx: &mut Tx,
    permit: &Permit<A>,
    kind: &'static str,
    moved: impl FnOnce(&participant::Model) -> Option<participant::ActiveModel>,
) -> Result<()> {
    let entry = participant::Column::Id.eq(permit.row().participant_id);
    let entry = tx.one(tx.see::<participant::Entity>().filter(entry)).await?;
    let Some((entry, change)) = entry.and_then(|entry| moved(&entry).map(|change| (entry, change))) else {
        return Ok(());
    };
    let to = change.status.try_as_ref().copied().unwrap_or(entry.status);
    let fact = of_participant::moved(kind, entry.status, to);
    tx.cascade(permit, &entry, change, fact).await
}

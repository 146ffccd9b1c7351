//! The acts on the parties of a review, one file each.

mod accept;
mod apologise;
mod attend;
mod decline;
mod invite;
mod record_answer;
mod remove;

use async_graphql::MergedObject;
use entity::enums::ParticipantStatus;
use entity::ids::{ChildId, ParticipantId};
use entity::{child, participant};
use sea_orm::ColumnTrait;

use super::{facts, rules};
use crate::domain::protocol::steps::Named;
use crate::domain::responsibility::{facts as of_responsibility, loader as duties};
use crate::policy::Act;
use crate::problem::Result;
use crate::store::{Attempt, Permit, Reference, Tx};

/// The acts on the parties of a review.
#[derive(MergedObject, Default)]
pub struct ParticipantMutations(
    invite::ParticipantInviteMutation,
    accept::ParticipantAcceptMutation,
    decline::ParticipantDeclineMutation,
    apologise::ParticipantApologiseMutation,
    record_answer::ParticipantRecordAnswerMutation,
    attend::ParticipantAttendMutation,
    remove::ParticipantRemoveMutation,
);

/// Whoever leads a half has its open responsibilities, unless somebody in particular was named for one of them.
async fn takes_over<A: Act>(tx: &mut Tx, permit: &Permit<A>, lead: rules::Lead) -> Result<()> {
    let named = named(tx, lead.child).await?;
    for duty in duties::open_of(tx, lead.review).await? {
        if let Some(change) = rules::takes_over(&duty, lead, named) {
            let fact = of_responsibility::reassigned(&duty, Some(lead.practitioner));
            tx.cascade(permit, &duty, change, fact).await?;
        }
    }
    Ok(())
}

/// Somebody no longer takes part: `to` is what they are from now on, `kind` the fact.
async fn leave<A: Act<Row = participant::Model>>(
    attempt: &Attempt<A>,
    participant: Reference<ParticipantId>,
    (kind, to): (&'static str, ParticipantStatus),
    change: impl FnOnce(&participant::Model, &Tx) -> Result<participant::ActiveModel>,
) -> Result<ParticipantId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<participant::Entity>(&participant, &["participant"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = change(permit.row(), &tx)?;
    hands_back(&mut tx, &permit).await?;
    tx.change(permit, change, facts::moved(kind, from, to)).await?;
    attempt.commit(tx, id).await
}

/// Whoever no longer takes part has none: they go back to whoever is named for the child, or to the party.
async fn hands_back<A: Act<Row = participant::Model>>(tx: &mut Tx, permit: &Permit<A>) -> Result<()> {
    let (Some(from), Some(review)) = (permit.row().practitioner_id, permit.review()) else {
        return Ok(());
    };
    let named = named(tx, review.child_id).await?;
    for duty in duties::open_of(tx, review.id).await? {
        if let Some(change) = rules::hands_back(&duty, from, named) {
            let to = change.practitioner_id.try_as_ref().copied().flatten();
            let fact = of_responsibility::reassigned(&duty, to);
            tx.cascade(permit, &duty, change, fact).await?;
        }
    }
    Ok(())
}

async fn named(tx: &Tx, child: ChildId) -> Result<Named> {
    let child = tx.one(tx.see::<child::Entity>().filter(child::Column::Id.eq(child)));
    Ok(child.await?.as_ref().map(Named::from).unwrap_or_default())
}

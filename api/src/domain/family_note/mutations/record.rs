//! Writing a family-sensitive note.

use async_graphql::{Context, InputObject, Object};
use entity::enums::FamilyNoteTopic;
use entity::ids::{FamilyNoteId, HealthReviewId, PractitionerId};
use entity::{family_note, health_review};
use sea_orm::ColumnTrait;

use crate::domain::family_note::{FamilyNote, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// The note.
#[derive(Debug, Clone, InputObject)]
pub struct FamilyNoteRecordInput {
    /// What it is about.
    pub topic: FamilyNoteTopic,
    /// What was said or seen. It cannot be changed later. At most 8,000 characters.
    pub text: String,
}

payload! {
    /// What came of `familyNoteRecord`.
    FamilyNoteRecordPayload {
        /// The note.
        family_note: FamilyNote over family_note
    }
}

/// Writing a family-sensitive note.
#[derive(Default)]
pub struct FamilyNoteRecordMutation;

#[Object]
impl FamilyNoteRecordMutation {
    /// Write a note about the family that never leaves the health team: neither early years nor the parents' view learn that
    /// it exists.
    async fn family_note_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The note.")] input: FamilyNoteRecordInput,
    ) -> Result<FamilyNoteRecordPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("input", &input);
        let attempt = ctx.attempt::<act::FamilyNoteRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &health_review.into(), &input).await;
        Ok(attempt
            .settle::<family_note::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::FamilyNoteRecord>,
    half: &Reference<HealthReviewId>,
    input: &FamilyNoteRecordInput,
) -> Result<FamilyNoteId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let id = permit.row().id;
    let viewer = &tx.caller().viewer;
    let author = (PractitionerId(viewer.who().actor), viewer.role());
    let of_half = family_note::Column::HealthReviewId.eq(id);
    let known = tx.count(tx.see::<family_note::Entity>().filter(of_half)).await?;
    let note = rules::record(id, author, (input.topic, &input.text), known)?;
    let id = tx.create(&permit, note, facts::recorded()).await?;
    attempt.commit(tx, id).await
}

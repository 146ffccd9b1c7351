//! The family-sensitive note on the wire.

use entity::enums::{FamilyNoteTopic, Role};
use entity::family_note;
use entity::ids::FamilyNoteId;

use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::health_review::{HealthReview, loader};
use crate::gql::scalars::DateTime;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// A family-sensitive note.
#[derive(Debug, Clone)]
pub struct FamilyNote(pub Visible<family_note::Model>);

wire! {
    /// A note about the family that never leaves the health team: the child's health team, the health practitioners who take
    /// part, and the health service leads. To everybody else it does not exist. Never changes.
    FamilyNote = "FamilyNote", node, |note, _call| {
        /// The id, for example `family_note_01j…`. Never changes.
        base "id": FamilyNoteId = note.0.base().id;
        /// Always 1: a note never changes.
        base "version": i32 = note.0.base().version;
        /// What it is about.
        lens(FamilySensitive) "topic": FamilyNoteTopic = |row| Some(row.topic);
        /// What was said or seen.
        lens(FamilySensitive) "text": String = |row| Some(row.text.clone());
        /// In which role it was written.
        base "recordedByRole": Role = note.0.base().recorded_by_role;
        /// Who wrote it.
        one "recordedBy": Practitioner = recorded_by;
        /// When it was written.
        base "createdAt": DateTime = DateTime(note.0.base().created_at);
        /// The same: a note never changes.
        base "updatedAt": DateTime = DateTime(note.0.base().updated_at);
        /// The health half.
        one "healthReview": HealthReview = half;
    }
}

async fn recorded_by(batch: &[FamilyNote], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|note| Some(note.0.base().recorded_by_id)), call).await
}

async fn half(batch: &[FamilyNote], call: &Call<'_>) -> Result<Vec<Option<HealthReview>>> {
    loader::halves(batch.iter().map(|note| note.0.base().health_review_id), call).await
}

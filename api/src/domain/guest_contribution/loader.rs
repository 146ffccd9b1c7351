//! Questions to guests as a part of their reviews, and beside the guest's entry among the parties.

use std::collections::HashMap;

use entity::enums::Lens;
use entity::guest_contribution;
use entity::ids::ParticipantId;

use super::types::GuestContribution;
use crate::domain::participant::Participant;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::wire::Call;
use crate::problem::Result;

/// The questions of each review, first to last.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<GuestContribution>>>> {
    reviews::part::<guest_contribution::Entity, _>(batch, call, Lens::ConcernDetail, GuestContribution).await
}

/// The questions to each party, first to last: none to whoever is no guest.
pub async fn of_participants(
    batch: &[Participant],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<GuestContribution>>>> {
    let guests = batch
        .iter()
        .map(|party| party.0.base())
        .filter(|row| row.expires_at.is_some());
    let guests: Vec<ParticipantId> = guests.map(|row| row.id).collect();
    let reader = &call.walk.request.reader;
    let mut rows = reader
        .among::<guest_contribution::Entity>(guest_contribution::Column::ParticipantId, guests)
        .await?;
    rows.sort_by_key(|row| row.base().id);
    let mut found: HashMap<ParticipantId, Vec<GuestContribution>> = HashMap::new();
    for row in rows {
        let of = row.base().participant_id;
        found.entry(of).or_default().push(GuestContribution(row));
    }
    let of = |party: &Participant| found.get(&party.0.base().id).cloned();
    Ok(batch
        .iter()
        .map(|party| Some(of(party).unwrap_or_default()))
        .collect())
}

//! The responsibilities of reviews, and who stands behind them today.

use entity::enums::{Lens, ResponsibilityStatus};
use entity::responsibility;

use super::types::Responsibility;
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::wire::Call;
use crate::problem::Result;

/// All of each review, in the order of the protocol.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Responsibility>>>> {
    reviews::part::<responsibility::Entity, _>(batch, call, Lens::Existence, Responsibility).await
}

/// The open ones of each review that is still being worked on, next due first.
pub async fn next_steps(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Responsibility>>>> {
    let all = of_reviews(batch, call).await?;
    let next = |(review, rows): (&Review, Option<Vec<Responsibility>>)| {
        let is_open = review.0.base().status.is_open();
        let mut rows: Vec<Responsibility> = rows?
            .into_iter()
            .filter(|row| is_open && row.0.base().status == ResponsibilityStatus::Open)
            .collect();
        rows.sort_by_key(|row| (row.0.base().due_on, row.0.base().id));
        Some(rows)
    };
    Ok(batch.iter().zip(all).map(next).collect())
}

/// Who is named for each, or covers for them today.
pub async fn present(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let named = directory::practitioners(batch.iter().map(|row| row.0.base().practitioner_id), call).await?;
    let today = call.walk.request.store.clock().today();
    let cover = |person: &Practitioner| {
        let row = person.0.base();
        let is_away = row.away_from.is_some_and(|from| from <= today)
            && row.away_until.is_some_and(|until| today <= until);
        row.cover_id.filter(|_| is_away)
    };
    let covers: Vec<_> = named
        .iter()
        .map(|person| person.as_ref().and_then(cover))
        .collect();
    if covers.iter().all(Option::is_none) {
        return Ok(named);
    }
    let found = directory::practitioners(covers.into_iter(), call).await?;
    Ok(found
        .into_iter()
        .zip(named)
        .map(|(cover, own)| cover.or(own))
        .collect())
}

//! The responsibilities of reviews, and who stands behind them today.

use entity::enums::{Lens, ResponsibilityStatus};
use entity::ids::ReviewId;
use entity::responsibility;
use sea_orm::ColumnTrait;

use super::types::Responsibility;
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::wire::Call;
use crate::policy::step;
use crate::problem::Result;
use crate::store::Tx;

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

/// The open ones of a review, locked: they are about to follow somebody.
pub async fn open_of(tx: &Tx, review: ReviewId) -> Result<Vec<responsibility::Model>> {
    let open = tx
        .see::<responsibility::Entity>()
        .filter(responsibility::Column::ReviewId.eq(review))
        .filter(responsibility::Column::Status.eq(ResponsibilityStatus::Open));
    tx.lock_all(open).await
}

/// Who is named for each, or covers for them today.
pub async fn present(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let named = directory::practitioners(batch.iter().map(|row| row.0.base().practitioner_id), call).await?;
    let today = call.walk.request.store.clock().today();
    let cover = |person: &Practitioner| step::cover_of(person.0.base(), today);
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

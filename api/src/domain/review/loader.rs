//! Reviews as relations of other nouns.

use entity::enums::Lens;
use entity::ids::ReviewId;
use entity::{child, review};
use std::collections::HashMap;

use super::types::Review;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::{Part, Visible};

/// The rows behind a batch of reviews.
pub fn rows(reviews: &[Review]) -> Vec<Visible<review::Model>> {
    reviews.iter().map(|review| review.0.clone()).collect()
}

/// A part of each review, as wire types.
pub async fn part<E: Part, T>(
    reviews: &[Review],
    call: &Call<'_>,
    lens: Lens,
    wire: impl Fn(Visible<E::Model>) -> T,
) -> Result<Vec<Option<Vec<T>>>> {
    let mut parts = call.walk.request.reader.parts::<E>(&rows(reviews), lens).await?;
    let of = |id: ReviewId, parts: &mut HashMap<_, Vec<Visible<E::Model>>>| parts.remove(&id);
    Ok(reviews
        .iter()
        .map(|review| of(review.0.base().id, &mut parts).map(|rows| rows.into_iter().map(&wire).collect()))
        .collect())
}

/// The child of each review.
pub async fn child<T>(
    reviews: &[Review],
    call: &Call<'_>,
    wire: impl Fn(Visible<child::Model>) -> T,
) -> Result<Vec<Option<T>>> {
    let children = call.walk.request.reader.children_of(&rows(reviews)).await?;
    Ok(reviews
        .iter()
        .map(|review| children.get(&review.0.base().id).cloned().map(&wire))
        .collect())
}

/// The reviews with these ids, one for each id where the viewer may know of it.
pub async fn by_ids(
    ids: impl Iterator<Item = ReviewId>,
    call: &Call<'_>,
) -> Result<HashMap<ReviewId, Review>> {
    let mut ids: Vec<ReviewId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = call
        .walk
        .request
        .reader
        .among::<review::Entity>(review::Column::Id, ids)
        .await?;
    Ok(rows.into_iter().map(|row| (row.base().id, Review(row))).collect())
}

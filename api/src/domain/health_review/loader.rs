//! What belongs to health halves, a statement a table for any number of them.

use std::collections::HashMap;

use entity::enums::HealthReviewStatus;
use entity::ids::{HealthReviewId, ReviewId};
use entity::{assessment, family_note, health_review, health_review_addition};

use super::types::{HealthReview, HealthReviewAddition};
use crate::domain::assessment::Assessment;
use crate::domain::family_note::FamilyNote;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::policy::Record;
use crate::problem::Result;
use crate::store::Visible;

/// The health half that stands, among all that there ever were of one review.
pub fn standing(halves: Vec<HealthReview>) -> Option<HealthReview> {
    let stands = |half: &HealthReview| half.0.base().status != HealthReviewStatus::EnteredInError;
    halves.into_iter().find(stands)
}

/// Rows by the health half that they belong to, first to last.
fn by_half<M: Record, T: Clone>(
    halves: &[HealthReview],
    mut rows: Vec<Visible<M>>,
    of: impl Fn(&M) -> HealthReviewId,
    wire: impl Fn(Visible<M>) -> T,
) -> Vec<Option<Vec<T>>> {
    use entity::ids::TypedId;
    rows.sort_by_key(|row| row.base().id().uuid());
    let mut found: HashMap<HealthReviewId, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(of(row.base())).or_default().push(wire(row));
    }
    let of_half = |half: &HealthReview| Some(found.get(&half.0.base().id).cloned().unwrap_or_default());
    halves.iter().map(of_half).collect()
}

fn ids(halves: &[HealthReview]) -> Vec<HealthReviewId> {
    halves.iter().map(|half| half.0.base().id).collect()
}

/// The additions to each.
pub async fn additions(
    halves: &[HealthReview],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<HealthReviewAddition>>>> {
    use health_review_addition::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<health_review_addition::Entity>(C::HealthReviewId, ids(halves))
        .await?;
    Ok(by_half(
        halves,
        rows,
        |row| row.health_review_id,
        HealthReviewAddition,
    ))
}

/// The assessments of each, those that were corrected among them.
pub async fn assessments(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<Vec<Assessment>>>> {
    use assessment::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<assessment::Entity>(C::HealthReviewId, ids(halves))
        .await?;
    Ok(by_half(halves, rows, |row| row.health_review_id, Assessment))
}

/// The family-sensitive notes of each.
pub async fn family_notes(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<Vec<FamilyNote>>>> {
    use family_note::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<family_note::Entity>(C::HealthReviewId, ids(halves))
        .await?;
    Ok(by_half(halves, rows, |row| row.health_review_id, FamilyNote))
}

/// The reviews that rows belong to, one for each.
pub async fn reviews(of: impl Iterator<Item = ReviewId>, call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids: Vec<ReviewId> = of.collect();
    let found = reviews::by_ids(ids.iter().copied(), call).await?;
    Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
}

/// The health halves with these ids, one for each where the viewer may know of it.
pub async fn halves(
    of: impl Iterator<Item = HealthReviewId>,
    call: &Call<'_>,
) -> Result<Vec<Option<HealthReview>>> {
    relation::by_id::<health_review::Entity, _>(health_review::Column::Id, of.map(Some), call, HealthReview)
        .await
}

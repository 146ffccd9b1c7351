//! What belongs to progress checks, a statement a table for any number of them; and how far the early years half of reviews
//! is.

use std::collections::HashMap;

use entity::enums::{Lens, PrimeArea, ProgressCheckState, ProgressCheckStatus, ValueSet};
use entity::ids::{ChildId, ProgressCheckId, ReviewId};
use entity::{
    progress_check, progress_check_addition, progress_check_area, progress_check_contribution, responsibility,
};

use super::national_form::{self, NationalForm};
use super::parts::{ProgressCheckAddition, ProgressCheckArea, ProgressCheckContribution};
use super::rules;
use super::types::ProgressCheck;
use crate::domain::review::{Review, loader as reviews};
use crate::domain::sharing_agreement;
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::policy::Record;
use crate::problem::Result;
use crate::store::Visible;

/// The progress check that stands, among all that there ever were of one review.
pub fn standing(checks: Vec<ProgressCheck>) -> Option<ProgressCheck> {
    let stands = |check: &ProgressCheck| check.0.base().status != ProgressCheckStatus::EnteredInError;
    checks.into_iter().find(stands)
}

/// The progress check of each review that stands.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<ProgressCheck>>> {
    let checks =
        reviews::part::<progress_check::Entity, _>(batch, call, Lens::Existence, ProgressCheck).await?;
    Ok(checks.into_iter().map(|checks| standing(checks?)).collect())
}

/// How far the early years half of each review is; nothing where the parents keep it from the caller's profession that
/// there is any.
pub async fn states(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<ProgressCheckState>>> {
    let secret = call
        .walk
        .request
        .reader
        .kept_secret(&reviews::rows(batch), Lens::EarlyYearsDevelopment)
        .await?;
    let checks = of_reviews(batch, call).await?;
    let duties =
        reviews::part::<responsibility::Entity, _>(batch, call, Lens::Existence, |duty| duty).await?;
    let state = |((review, check), duties): ((&Review, Option<ProgressCheck>), Option<Vec<Visible<_>>>)| {
        let row = review.0.base();
        let standing = check.map(|check| check.0.base().status);
        let duties = duties.unwrap_or_default();
        (!secret.contains(&row.id)).then(|| rules::state(row, standing, duties.iter().map(Visible::base)))
    };
    Ok(batch.iter().zip(checks).zip(duties).map(state).collect())
}

/// Rows by the check that they belong to, in their order.
fn by_check<M: Record, T: Clone, O: Ord>(
    checks: &[ProgressCheck],
    mut rows: Vec<Visible<M>>,
    of: impl Fn(&M) -> ProgressCheckId,
    (order, wire): (impl Fn(&M) -> O, impl Fn(Visible<M>) -> T),
) -> Vec<Option<Vec<T>>> {
    rows.sort_by_key(|row| order(row.base()));
    let mut found: HashMap<ProgressCheckId, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(of(row.base())).or_default().push(wire(row));
    }
    let of_check = |check: &ProgressCheck| Some(found.get(&check.0.base().id).cloned().unwrap_or_default());
    checks.iter().map(of_check).collect()
}

fn ids(checks: &[ProgressCheck]) -> Vec<ProgressCheckId> {
    checks.iter().map(|check| check.0.base().id).collect()
}

fn place(area: PrimeArea) -> Option<usize> {
    PrimeArea::ALL.iter().position(|known| *known == area)
}

/// What each says of the prime areas, in the order of the areas.
pub async fn areas(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<Vec<ProgressCheckArea>>>> {
    use progress_check_area::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<progress_check_area::Entity>(C::ProgressCheckId, ids(checks))
        .await?;
    let in_order = |row: &progress_check_area::Model| place(row.area);
    Ok(by_check(
        checks,
        rows,
        |row| row.progress_check_id,
        (in_order, ProgressCheckArea),
    ))
}

/// What second settings said for each, first to last.
pub async fn contributions(
    checks: &[ProgressCheck],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ProgressCheckContribution>>>> {
    use progress_check_contribution::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<progress_check_contribution::Entity>(C::ProgressCheckId, ids(checks))
        .await?;
    Ok(by_check(
        checks,
        rows,
        |row| row.progress_check_id,
        (
            |row: &progress_check_contribution::Model| row.id,
            ProgressCheckContribution,
        ),
    ))
}

/// The additions to each, first to last.
pub async fn additions(
    checks: &[ProgressCheck],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ProgressCheckAddition>>>> {
    use progress_check_addition::Column as C;
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<progress_check_addition::Entity>(C::ProgressCheckId, ids(checks))
        .await?;
    Ok(by_check(
        checks,
        rows,
        |row| row.progress_check_id,
        (
            |row: &progress_check_addition::Model| row.id,
            ProgressCheckAddition,
        ),
    ))
}

/// The reviews that rows belong to, one for each.
pub async fn reviews(of: impl Iterator<Item = ReviewId>, call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids: Vec<ReviewId> = of.collect();
    let found = reviews::by_ids(ids.iter().copied(), call).await?;
    Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
}

/// The progress checks with these ids, one for each where the viewer may know of it.
pub async fn checks(
    of: impl Iterator<Item = ProgressCheckId>,
    call: &Call<'_>,
) -> Result<Vec<Option<ProgressCheck>>> {
    relation::by_id::<progress_check::Entity, _>(
        progress_check::Column::Id,
        of.map(Some),
        call,
        ProgressCheck,
    )
    .await
}

/// Each as the national event has it.
pub async fn national_forms(batch: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<NationalForm>>> {
    let of = reviews(batch.iter().map(|check| check.0.base().review_id), call).await?;
    let children: Vec<Option<ChildId>> = of
        .iter()
        .map(|review| review.as_ref().map(|review| review.0.base().child_id))
        .collect();
    let known = children.iter().flatten().copied();
    let answers = sharing_agreement::loader::of_children(known.clone(), call).await?;
    let answers: HashMap<ChildId, Vec<_>> = known
        .zip(answers)
        .map(|(child, rows)| {
            let rows = rows.unwrap_or_default();
            (child, rows.into_iter().map(|row| row.0.base().clone()).collect())
        })
        .collect();
    let areas = areas(batch, call).await?;
    let who = call.walk.request.reader.viewer().who();
    let form =
        |((check, areas), child): ((&ProgressCheck, Option<Vec<ProgressCheckArea>>), &Option<ChildId>)| {
            let areas: Vec<_> = areas
                .unwrap_or_default()
                .into_iter()
                .map(|area| area.0.base().clone())
                .collect();
            let answers = child.and_then(|child| answers.get(&child));
            let answers = answers.map(Vec::as_slice).unwrap_or_default();
            Some(national_form::project(check.0.base(), &areas, (who, answers)))
        };
    Ok(batch.iter().zip(areas).zip(&children).map(form).collect())
}

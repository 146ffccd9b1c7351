//! The parents' own accounts as a part of their reviews.

use entity::enums::{Lens, ParentViewProgress};
use entity::parent_view;

use super::progress;
use super::types::ParentView;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::scalars::Date;
use crate::gql::wire::Call;
use crate::problem::Result;

/// The accounts of each review, first to last.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<ParentView>>>> {
    reviews::part::<parent_view::Entity, _>(batch, call, Lens::ParentView, ParentView).await
}

/// Whether the parents of each have been heard, as far as the caller may know of it.
pub async fn progress(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<ParentViewProgress>>> {
    let views = of_reviews(batch, call).await?;
    let of = |views: Vec<ParentView>| progress::of(views.iter().map(|view| view.0.base()));
    Ok(views.into_iter().map(|views| views.map(of)).collect())
}

/// Whether the view of the parents of each is in.
pub async fn are_in(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<bool>>> {
    let found = progress(batch, call).await?;
    Ok(found.into_iter().map(|it| it.map(progress::is_in)).collect())
}

/// When the family of each was first asked.
pub async fn asked_on(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Date>>> {
    let views = of_reviews(batch, call).await?;
    let of = |views: Vec<ParentView>| progress::asked_on(views.iter().map(|view| view.0.base())).map(Date);
    Ok(views.into_iter().map(|views| views.and_then(of)).collect())
}

//! Whether the parents have been heard in a review, from what is on record of each carer. Pure.

use chrono::NaiveDate;
use entity::enums::{ParentViewProgress, ParentViewStatus};
use entity::parent_view;

/// How far it is.
pub fn of<'a>(rows: impl IntoIterator<Item = &'a parent_view::Model> + Clone) -> ParentViewProgress {
    let any = |status| rows.clone().into_iter().any(|row| row.status == status);
    if any(ParentViewStatus::Given) {
        ParentViewProgress::Given
    } else if any(ParentViewStatus::Asked) {
        ParentViewProgress::Asked
    } else if rows.into_iter().next().is_some() {
        ParentViewProgress::Declined
    } else {
        ParentViewProgress::NotAsked
    }
}

/// Whether the parents' view is in: somebody has given one, or nobody who was asked wants to.
pub const fn is_in(progress: ParentViewProgress) -> bool {
    matches!(progress, ParentViewProgress::Given | ParentViewProgress::Declined)
}

/// When the family was first asked.
pub fn asked_on<'a>(rows: impl Iterator<Item = &'a parent_view::Model>) -> Option<NaiveDate> {
    rows.filter_map(|row| row.asked_on).min()
}

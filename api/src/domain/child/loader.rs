//! What belongs to children, in one statement for any number of them.

use std::collections::{HashMap, HashSet};

use entity::enums::{IdentifierStatus, Restriction};
use entity::ids::{ChildId, TypedId};
use entity::{child, identifier, review};
use sea_orm::prelude::Uuid;

use super::types::Child;
use crate::codes;
use crate::domain::review::Review;
use crate::gql::scalars::NhsNumber;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;

/// Reviews that are shown of a child at most.
const MOST_REVIEWS: usize = 20;

fn ids(children: &[Child]) -> Vec<ChildId> {
    let mut ids: Vec<ChildId> = children.iter().map(|child| child.0.base().id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A part of the row that tells where the child is: nothing for a protected child, whatever the lens says.
pub fn unless_restricted<T>(child: &Child, read: impl Fn(&child::Model) -> Option<T>) -> Option<T> {
    let row = child.0.base();
    read(row).filter(|_| row.restriction == Restriction::Unrestricted)
}

/// Children by their ids, as far as the caller may see them.
pub async fn by_ids(
    ids: impl IntoIterator<Item = ChildId>,
    call: &Call<'_>,
) -> Result<HashMap<ChildId, Child>> {
    let ids: HashSet<ChildId> = ids.into_iter().collect();
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<child::Entity>(child::Column::Id, ids.into_iter().collect())
        .await?;
    Ok(rows.into_iter().map(|row| (row.base().id, Child(row))).collect())
}

/// The NHS number of each child that has one in use.
pub async fn nhs_numbers(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<NhsNumber>>> {
    let rows = call
        .walk
        .request
        .reader
        .among::<identifier::Entity>(identifier::Column::SubjectId, ids(children))
        .await?;
    let numbers: HashMap<Uuid, NhsNumber> = rows
        .iter()
        .map(Visible::base)
        .filter(|row| row.system == codes::NhsNumber::SYSTEM && row.status == IdentifierStatus::Current)
        .filter_map(|row| {
            Some((
                row.subject_id,
                NhsNumber(codes::NhsNumber::parse(&row.value).ok()?),
            ))
        })
        .collect();
    Ok(children
        .iter()
        .map(|child| numbers.get(&child.0.base().id.uuid()).cloned())
        .collect())
}

/// The reviews of each child, as far as the caller may see them.
pub async fn reviews(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Vec<Review>>>> {
    let mut rows = call
        .walk
        .request
        .reader
        .among::<review::Entity>(review::Column::ChildId, ids(children))
        .await?;
    rows.sort_by_key(|row| (row.base().due_on, row.base().id));
    let mut of_child: HashMap<ChildId, Vec<Review>> = HashMap::new();
    for row in rows {
        of_child.entry(row.base().child_id).or_default().push(Review(row));
    }
    let shown = |child: &Child| {
        let mut reviews = of_child.get(&child.0.base().id)?.clone();
        reviews.truncate(MOST_REVIEWS);
        Some(reviews)
    };
    Ok(children.iter().map(shown).collect())
}

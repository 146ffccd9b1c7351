//! Relations of wire types: one statement for any number of rows.

use std::collections::HashMap;

use entity::ids::{ChildId, TypedId};

use super::wire::Call;
use crate::policy::scope::Scoped;
use crate::policy::{Record, Recorded};
use crate::problem::Result;
use crate::store::Visible;

/// The record behind each id, as a wire type: nothing where there is no id, or none that the caller may know of.
pub async fn by_id<E, T>(
    key: E::Column,
    ids: impl Iterator<Item = Option<<E::Model as Record>::Id>>,
    call: &Call<'_>,
    wire: impl Fn(Visible<E::Model>) -> T,
) -> Result<Vec<Option<T>>>
where
    E: Recorded + Scoped,
    <E::Model as Record>::Id: Ord,
    T: Clone,
{
    let ids: Vec<_> = ids.collect();
    let mut keys: Vec<_> = ids.iter().flatten().copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let rows = call.walk.request.reader.among::<E>(key, keys).await?;
    let found: HashMap<_, T> = rows.into_iter().map(|row| (row.base().id(), wire(row))).collect();
    Ok(ids.into_iter().map(|id| found.get(&id?).cloned()).collect())
}

/// The records about each child, in this order; nothing where there are none.
pub async fn of_children<E, T, O>(
    child: E::Column,
    children: impl Iterator<Item = ChildId>,
    call: &Call<'_>,
    (order, wire): (impl Fn(&E::Model) -> O, impl Fn(Visible<E::Model>) -> T),
) -> Result<Vec<Option<Vec<T>>>>
where
    E: Recorded + Scoped,
    T: Clone,
    O: Ord,
{
    let children: Vec<ChildId> = children.collect();
    let mut keys = children.clone();
    keys.sort_unstable();
    keys.dedup();
    let mut rows = call.walk.request.reader.among::<E>(child, keys).await?;
    rows.sort_by_key(|row| order(row.base()));
    let mut found: HashMap<ChildId, Vec<T>> = HashMap::new();
    for row in rows {
        if let Some(child) = row.base().child_id() {
            found.entry(child).or_default().push(wire(row));
        }
    }
    Ok(children.iter().map(|id| found.get(id).cloned()).collect())
}

/// The records that belong to each of these, first to last; an empty list where there are none. `of` says to which one a
/// record belongs.
pub async fn of_each<E, T, K>(
    parent: E::Column,
    parents: impl Iterator<Item = K>,
    call: &Call<'_>,
    (of, wire): (impl Fn(&E::Model) -> Option<K>, impl Fn(Visible<E::Model>) -> T),
) -> Result<Vec<Option<Vec<T>>>>
where
    E: Recorded + Scoped,
    T: Clone,
    K: TypedId,
{
    let parents: Vec<K> = parents.collect();
    let mut rows = call
        .walk
        .request
        .reader
        .among::<E>(parent, parents.clone())
        .await?;
    rows.sort_by_key(|row| row.base().id().uuid());
    let mut found: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        if let Some(parent) = of(row.base()) {
            found.entry(parent).or_default().push(wire(row));
        }
    }
    Ok(parents
        .iter()
        .map(|parent| Some(found.get(parent).cloned().unwrap_or_default()))
        .collect())
}

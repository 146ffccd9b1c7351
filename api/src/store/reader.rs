//! Reading for one viewer.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use entity::enums::Lens;
use entity::ids::{ChildId, ReviewId, TypedId};
use entity::{child, participant, review};
use sea_orm::sea_query::{IntoCondition, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::attempt::primary_key;
use super::page::{Keyset, PageRequest, Paged};
use super::parts::{self, Taken};
use super::sighted::{Facts, as_party, depends_on_child, depends_on_participants};
use super::{Direction, Part, Reference, Seen, Store, Visible, constraint};
use crate::auth::viewer::Viewer;
use crate::policy::scope::Scoped;
use crate::policy::{Anchor, Record, Recorded};
use crate::problem::{Problem, Result};

/// Reads for one viewer in one request. Not a `ConnectionTrait`: nothing but a [`Seen`] runs on it.
///
/// ```compile_fail
/// // No select of our own runs on a reader.
/// use integrated_review::store::Reader;
/// use sea_orm::EntityTrait;
/// async fn all(reader: &Reader) {
///     let _ = entity::child::Entity::find().all(reader).await;
/// }
/// ```
#[derive(Clone)]
pub struct Reader {
    store: Store,
    viewer: Arc<Viewer>,
    taken: Arc<Taken>,
}

/// `column` is among `keys`: one array on PostgreSQL, so that one prepared statement serves any number of keys.
pub(super) fn among<D: ConnectionTrait, I: TypedId>(
    db: &D,
    column: impl ColumnTrait,
    keys: impl IntoIterator<Item = I>,
) -> SimpleExpr {
    let keys = keys.into_iter().map(TypedId::uuid);
    if db.get_database_backend() == DatabaseBackend::Postgres {
        column.eq_any(keys)
    } else {
        column.is_in(keys)
    }
}

impl Reader {
    pub(super) fn new(store: Store, viewer: Arc<Viewer>) -> Self {
        let taken = Arc::default();
        Self { store, viewer, taken }
    }

    /// For whom it reads.
    pub fn viewer(&self) -> &Arc<Viewer> {
        &self.viewer
    }

    /// The store behind it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The rows that the viewer may know of.
    pub fn see<E: Scoped>(&self) -> Seen<E> {
        Seen::new(&self.viewer)
    }

    /// All rows of a select that is bounded by its own condition.
    pub async fn all<E: Recorded + Scoped>(&self, seen: Seen<E>) -> Result<Vec<Visible<E::Model>>> {
        let rows = seen
            .select()
            .all(self.store.inner.current())
            .await
            .map_err(constraint::problem)?;
        self.show(rows.into_iter().map(Arc::new).collect()).await
    }

    /// The first row of a select.
    pub async fn one<E: Recorded + Scoped>(&self, seen: Seen<E>) -> Result<Option<Visible<E::Model>>> {
        let row = seen
            .select()
            .one(self.store.inner.current())
            .await
            .map_err(constraint::problem)?;
        Ok(self.show(row.into_iter().map(Arc::new).collect()).await?.pop())
    }

    /// The rows whose `column` is among `keys`, in one statement.
    pub async fn among<E: Recorded + Scoped>(
        &self,
        column: E::Column,
        keys: Vec<impl TypedId>,
    ) -> Result<Vec<Visible<E::Model>>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let condition = among(self.store.inner.current(), column, keys).into_condition();
        self.all(self.see::<E>().filter(condition)).await
    }

    /// The row with this id, if the viewer may know of it.
    pub async fn by_id<E: Recorded + Scoped>(
        &self,
        id: <E::Model as Record>::Id,
    ) -> Result<Option<Visible<E::Model>>> {
        self.one(self.see::<E>().filter(primary_key::<E>()?.eq(id.uuid())))
            .await
    }

    /// The row behind a reference, if the viewer may know of it.
    pub async fn find<E: Recorded + Scoped>(
        &self,
        reference: Reference<<E::Model as Record>::Id>,
    ) -> Result<Option<Visible<E::Model>>> {
        match reference
            .resolve(self.store.inner.current(), self.viewer.who())
            .await?
        {
            Some(id) => self.by_id::<E>(id).await,
            None => Ok(None),
        }
    }

    /// How many rows a select has.
    pub async fn count<E: Recorded + Scoped>(&self, seen: Seen<E>) -> Result<u64>
    where
        E::Model: Sync,
    {
        seen.select()
            .count(self.store.inner.current())
            .await
            .map_err(constraint::problem)
    }

    /// One page of a select.
    pub async fn page<E: Recorded + Scoped>(
        &self,
        seen: Seen<E>,
        keyset: Keyset<E>,
        request: &PageRequest,
    ) -> Result<Paged<Visible<E::Model>>> {
        let bounds = request.bounds()?;
        let mut condition = Condition::all();
        if let Some(cursor) = &bounds.after {
            condition = condition.add(keyset.beyond(cursor, "after", true)?);
        }
        if let Some(cursor) = &bounds.before {
            condition = condition.add(keyset.beyond(cursor, "before", false)?);
        }
        let ascending = (keyset.direction == Direction::Ascending) != bounds.backwards;
        let order = if ascending { Order::Asc } else { Order::Desc };
        let mut rows = seen
            .filter(condition)
            .select()
            .order_by(keyset.column, order.clone())
            .order_by(keyset.id, order)
            .limit(bounds.limit + 1)
            .all(self.store.inner.current())
            .await
            .map_err(constraint::problem)?;
        let limit = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
        let more = limit < rows.len();
        rows.truncate(limit);
        if bounds.backwards {
            rows.reverse();
        }
        let cursors = rows
            .iter()
            .map(|row| keyset.cursor(row))
            .collect::<Result<Vec<_>>>()?;
        let visible = self.show(rows.into_iter().map(Arc::new).collect()).await?;
        let (has_next, has_previous) = bounds.around(more);
        Ok(Paged {
            rows: cursors.into_iter().zip(visible).collect(),
            has_next,
            has_previous,
        })
    }

    /// A part of each of these reviews, in one statement at most. A review whose viewer lacks the part's lens has no
    /// entry: the part is withheld, which is not the same as empty.
    pub async fn parts<E: Part>(
        &self,
        reviews: &[Visible<review::Model>],
        lens: Lens,
    ) -> Result<HashMap<ReviewId, Vec<Visible<E::Model>>>> {
        let keys: Vec<_> = reviews
            .iter()
            .filter(|review| review.sight().lenses.has(lens))
            .map(|review| (review.base().id, review.base().revision))
            .collect();
        let rows = self.part_rows::<E>(&keys).await?;
        let bases: Vec<_> = reviews
            .iter()
            .filter(|review| rows.contains_key(&review.base().id))
            .map(Visible::base)
            .collect();
        let crossing = self.crossing::<E::Model>(&bases).await?;
        let who = self.viewer.who();
        Ok(reviews
            .iter()
            .filter_map(|review| {
                let id = review.base().id;
                let shown = rows
                    .get(&id)?
                    .iter()
                    .map(|row| (row, crossing.over(review.sight(), row.as_ref())))
                    .filter(|(row, sight)| E::shown(who, *sight, row))
                    .map(|(row, sight)| {
                        let sight = sight.of_author(who, row.as_ref());
                        Visible::new(Arc::clone(row), sight, Some(review.base().child_id))
                    })
                    .collect();
                Some((id, shown))
            })
            .collect())
    }

    /// The rows of a part, by review: for the policy, which shows none of them.
    pub(super) async fn part_rows<E: Part>(&self, reviews: &[parts::Key]) -> Result<parts::Rows<E>> {
        let db = self.store.inner.current();
        self.store
            .inner
            .parts
            .rows::<E, _>(db, &self.taken, reviews)
            .await
    }

    /// The children of these reviews, seen as the reviews are.
    pub async fn children_of(
        &self,
        reviews: &[Visible<review::Model>],
    ) -> Result<HashMap<ReviewId, Visible<child::Model>>> {
        let children = self.child_rows(reviews.iter().map(Visible::base)).await?;
        Ok(reviews
            .iter()
            .filter_map(|review| {
                let child = children.get(&review.base().child_id)?;
                let seen = Visible::new(Arc::clone(child), review.sight(), Some(child.id));
                Some((review.base().id, seen))
            })
            .collect())
    }

    /// What is on record about the sharing of what these reviews say.
    pub(super) async fn statements(
        &self,
        reviews: &[&review::Model],
    ) -> Result<HashMap<ReviewId, Arc<parts::Statements>>> {
        let keys: Vec<_> = reviews
            .iter()
            .map(|review| (review.id, review.revision, review.child_id))
            .collect();
        let db = self.store.inner.current();
        self.store.inner.parts.statements(db, &self.taken, &keys).await
    }

    async fn child_rows(
        &self,
        reviews: impl Iterator<Item = &review::Model>,
    ) -> Result<HashMap<ChildId, Arc<child::Model>>> {
        let keys: Vec<_> = reviews
            .map(|review| (review.id, review.revision, review.child_id))
            .collect();
        self.store
            .inner
            .parts
            .children(self.store.inner.current(), &self.taken, &keys)
            .await
    }

    /// Dresses rows of the scope with what the viewer may see of each.
    async fn show<M: Record>(&self, rows: Vec<Arc<M>>) -> Result<Vec<Visible<M>>> {
        let facts = self.facts(&rows).await?;
        let who = self.viewer.who();
        let dress = |row: Arc<M>| {
            let (sight, child) = (facts.sight(who, row.as_ref()), facts.child(row.as_ref()));
            // What is shown of a child is recorded by the child: a row whose child is not known is not shown.
            let of_nobody = child.is_none() && matches!(row.anchor(), Anchor::Review(_) | Anchor::Child(_));
            if of_nobody {
                return Err(Problem::internal(format!("{} has no child", row.id())));
            }
            Ok(Visible::new(row, sight, child))
        };
        rows.into_iter().map(dress).collect()
    }

    /// The facts about rows: a constant number of statements, most of them answered from memory.
    async fn facts<M: Record>(&self, rows: &[Arc<M>]) -> Result<Facts> {
        let (mut reviews, mut children) = (HashSet::new(), HashSet::new());
        for row in rows {
            match row.anchor() {
                Anchor::Review(id) => drop(reviews.insert(id)),
                Anchor::Child(id) => drop(children.insert(id)),
                Anchor::Organisation(_) | Anchor::Authority | Anchor::Worklist => {}
            }
        }
        let mut facts = Facts::default();
        if !reviews.is_empty() {
            self.review_facts(rows, reviews, &mut facts).await?;
        }
        if !children.is_empty() {
            self.child_facts(rows, children, &mut facts).await?;
        }
        Ok(facts)
    }

    async fn review_facts<M: Record>(
        &self,
        rows: &[Arc<M>],
        ids: HashSet<ReviewId>,
        facts: &mut Facts,
    ) -> Result<()> {
        let db = self.store.inner.current();
        let own = rows.iter().filter_map(|row| {
            let review = (row.as_ref() as &dyn std::any::Any).downcast_ref::<review::Model>()?;
            Some((review.id, Arc::new(review.clone())))
        });
        facts.reviews.extend(own);
        if facts.reviews.is_empty() {
            let found = review::Entity::find()
                .filter(among(db, review::Column::Id, ids))
                .all(db)
                .await
                .map_err(constraint::problem)?;
            facts
                .reviews
                .extend(found.into_iter().map(|review| (review.id, Arc::new(review))));
        }
        let role = self.viewer.role();
        if depends_on_participants(role) {
            let keys: Vec<_> = facts
                .reviews
                .values()
                .map(|review| (review.id, review.revision))
                .collect();
            facts.participants = self.part_rows::<participant::Entity>(&keys).await?;
        }
        if depends_on_child(role) {
            facts.children = self.child_rows(facts.reviews.values().map(AsRef::as_ref)).await?;
        }
        let known: Vec<&review::Model> = facts.reviews.values().map(AsRef::as_ref).collect();
        let crossing = self.crossing::<M>(&known).await?;
        facts.crossing = crossing;
        Ok(())
    }

    async fn child_facts<M: Record>(
        &self,
        rows: &[Arc<M>],
        ids: HashSet<ChildId>,
        facts: &mut Facts,
    ) -> Result<()> {
        let db = self.store.inner.current();
        let own = rows.iter().filter_map(|row| {
            let child = (row.as_ref() as &dyn std::any::Any).downcast_ref::<child::Model>()?;
            Some((child.id, Arc::new(child.clone())))
        });
        facts.children.extend(own);
        let ids: Vec<ChildId> = ids.into_iter().collect();
        if facts.children.is_empty() {
            let found = child::Entity::find()
                .filter(among(db, child::Column::Id, ids.iter().copied()))
                .all(db)
                .await
                .map_err(constraint::problem)?;
            facts
                .children
                .extend(found.into_iter().map(|child| (child.id, Arc::new(child))));
        }
        facts.as_party = as_party(db, self.viewer.who(), &ids).await?;
        Ok(())
    }
}

//! The parts of a review: what belongs to it, read in one statement for any number of reviews and kept in memory by
//! (part, review, revision).
//!
//! Every fact about a review or one of its parts bumps the review's revision in the same transaction, and the review
//! itself is read from the database in each request before its parts. So what is kept is never older than its key, over
//! any number of gateways, and no right outlives its withdrawal.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use entity::ids::{ChildId, ReviewId};
use entity::{
    assessment, child, concern, concern_addition, concern_settlement, family_note, guest_contribution,
    health_review, health_review_addition, parent_view, participant, pre_meeting, pre_meeting_topic,
    referral, responsibility,
};
use entity::{progress_check, progress_check_addition, progress_check_area, progress_check_contribution};
use entity::{sharing_agreement, sharing_override};
use moka::sync::Cache as Moka;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::constraint;
use crate::policy::relation::Who;
use crate::policy::scope::Scoped;
use crate::policy::{Record, Recorded, Sight};
use crate::problem::Result;

/// A part of a review: rows that carry its id.
pub trait Part: Recorded + Scoped {
    /// The column that holds the review's id.
    fn review_column() -> Self::Column;
    /// The column that orders the part.
    fn id_column() -> Self::Column;
    /// Whether a row is shown to a viewer who reads the part: the same rule as the scope's, for rows in memory.
    fn shown(_who: &Who, _sight: Sight, _row: &Self::Model) -> bool {
        true
    }
}

macro_rules! parts {
    ($($module:ident $(, shown: $shown:expr)?;)+) => {$(
        impl Part for $module::Entity {
            fn review_column() -> Self::Column {
                $module::Column::ReviewId
            }
            fn id_column() -> Self::Column {
                $module::Column::Id
            }
            $(fn shown(who: &Who, sight: Sight, row: &Self::Model) -> bool {
                let shown: fn(&Who, Sight, &Self::Model) -> bool = $shown;
                shown(who, sight, row)
            })?
        }
    )+};
}

parts! {
    participant;
    concern, shown: crate::policy::scope::concern_shown;
    concern_addition;
    concern_settlement, shown: crate::policy::scope::settlement_shown;
    referral, shown: crate::policy::scope::referral_shown;
    health_review, shown: crate::policy::scope::half_shown;
    health_review_addition, shown: crate::policy::scope::half_shown;
    family_note, shown: crate::policy::scope::family_note_shown;
    assessment, shown: crate::policy::scope::half_shown;
    progress_check, shown: crate::policy::scope::half_shown;
    progress_check_area, shown: crate::policy::scope::half_shown;
    progress_check_contribution, shown: crate::policy::scope::half_shown;
    progress_check_addition, shown: crate::policy::scope::half_shown;
    responsibility, shown: crate::policy::scope::half_shown;
    parent_view, shown: crate::policy::scope::parent_view_shown;
    guest_contribution, shown: crate::policy::scope::guest_contribution_shown;
    pre_meeting, shown: crate::policy::scope::practitioners_shown;
    pre_meeting_topic, shown: crate::policy::scope::practitioners_shown;
}

/// What is on record about the sharing of what a child's reviews say.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub agreements: Vec<sharing_agreement::Model>,
    pub overrides: Vec<sharing_override::Model>,
}

/// A review in one of its revisions.
pub(super) type Key = (ReviewId, i64);
/// The rows of a part, by review.
pub(super) type Rows<E> = HashMap<ReviewId, Arc<Vec<Arc<<E as EntityTrait>::Model>>>>;
/// Ids of ours are random: nobody can choose ones that collide.
type Hasher = std::hash::BuildHasherDefault<ahash::AHasher>;

/// What is kept of a review: each part that was asked for, by its kind.
#[derive(Default)]
struct Kept(RwLock<Slots>);

#[derive(Default)]
struct Slots {
    parts: Vec<(&'static str, Arc<dyn Any + Send + Sync>)>,
    bytes: u32,
}

impl Kept {
    fn get<T: Any + Send + Sync>(&self, kind: &'static str) -> Option<Arc<T>> {
        let slots = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (_, part) = slots.parts.iter().find(|(slot, _)| *slot == kind)?;
        Arc::clone(part).downcast().ok()
    }

    fn set(&self, kind: &'static str, part: Arc<dyn Any + Send + Sync>, bytes: usize) {
        let mut slots = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if slots.parts.iter().all(|(slot, _)| *slot != kind) {
            slots.parts.push((kind, part));
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            slots.bytes = slots.bytes.saturating_add(bytes);
        }
    }

    fn bytes(&self) -> u32 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).bytes
    }
}

/// What a request has taken from the cache so far: each part of a review is looked at in many places of an answer.
#[derive(Default)]
pub(super) struct Taken(Mutex<HashMap<Key, Arc<Kept>, Hasher>>);

/// What is kept, bounded by bytes.
pub(super) struct Cache {
    kept: Option<Moka<Key, Arc<Kept>, Hasher>>,
}

impl Cache {
    /// Keeps so many bytes; nothing beyond a request where there are none.
    pub fn new(bytes: u64) -> Self {
        let cache = || {
            Moka::builder()
                .max_capacity(bytes)
                .weigher(|_, kept: &Arc<Kept>| kept.bytes().saturating_add(128))
                .build_with_hasher(Hasher::default())
        };
        Self {
            kept: (0 < bytes).then(cache),
        }
    }

    /// What is kept of reviews, one entry each.
    fn take(&self, taken: &Taken, reviews: impl Iterator<Item = Key>) -> Vec<Arc<Kept>> {
        let mut taken = taken.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = |key: &Key| self.kept.as_ref().and_then(|cache| cache.get(key));
        reviews
            .map(|key| Arc::clone(taken.entry(key).or_insert_with(|| kept(&key).unwrap_or_default())))
            .collect()
    }

    /// Keeps what was read of a review. It is weighed when it is put in, so it is put in again when it has grown.
    fn keep(&self, key: Key, kept: &Arc<Kept>) {
        if let Some(cache) = &self.kept {
            cache.insert(key, Arc::clone(kept));
        }
    }

    /// The rows of a part for these reviews; what is missing is read in one statement.
    pub async fn rows<E: Part, C: ConnectionTrait>(
        &self,
        db: &C,
        taken: &Taken,
        reviews: &[Key],
    ) -> Result<Rows<E>> {
        let kind = <E::Model as Record>::kind();
        let mut found = HashMap::with_capacity(reviews.len());
        let mut missing = Vec::new();
        for (key, kept) in reviews.iter().zip(self.take(taken, reviews.iter().copied())) {
            match kept.get(kind) {
                Some(rows) => drop(found.insert(key.0, rows)),
                None => missing.push((*key, kept)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let ids = missing.iter().map(|((id, _), _)| *id);
        let mut loaded: HashMap<ReviewId, Vec<Arc<E::Model>>> = HashMap::new();
        let rows = E::find()
            .filter(super::reader::among(db, E::review_column(), ids))
            .order_by_asc(E::id_column())
            .all(db)
            .await
            .map_err(constraint::problem)?;
        for row in rows {
            if let Some(review) = row.review_id() {
                loaded.entry(review).or_default().push(Arc::new(row));
            }
        }
        for (key, kept) in missing {
            let rows = Arc::new(loaded.remove(&key.0).unwrap_or_default());
            let bytes = 128 + rows.len() * (size_of::<E::Model>() + 256);
            kept.set(kind, Arc::clone(&rows) as _, bytes);
            self.keep(key, &kept);
            found.insert(key.0, rows);
        }
        Ok(found)
    }

    /// The children of reviews, kept under the reviews' revisions: a change to a child bumps its reviews.
    pub async fn children<C: ConnectionTrait>(
        &self,
        db: &C,
        taken: &Taken,
        reviews: &[(ReviewId, i64, ChildId)],
    ) -> Result<HashMap<ChildId, Arc<child::Model>>> {
        let mut found = HashMap::with_capacity(reviews.len());
        let mut missing = Vec::new();
        let keys = reviews.iter().map(|(review, revision, _)| (*review, *revision));
        for ((review, revision, child), kept) in reviews.iter().zip(self.take(taken, keys)) {
            match kept.get(CHILD) {
                Some(row) => drop(found.insert(*child, row)),
                None => missing.push(((*review, *revision), *child, kept)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let ids = missing.iter().map(|(_, child, _)| *child);
        let rows = child::Entity::find()
            .filter(super::reader::among(db, child::Column::Id, ids))
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let loaded: HashMap<ChildId, Arc<child::Model>> = rows
            .into_iter()
            .map(|child| (child.id, Arc::new(child)))
            .collect();
        for (key, child, kept) in missing {
            if let Some(row) = loaded.get(&child) {
                kept.set(CHILD, Arc::clone(row) as _, size_of::<child::Model>() + 512);
                self.keep(key, &kept);
                found.insert(child, Arc::clone(row));
            }
        }
        Ok(found)
    }

    /// What is on record about the sharing of reviews' children, kept under the reviews' revisions as the children are: two
    /// statements for what is missing.
    pub async fn statements<C: ConnectionTrait>(
        &self,
        db: &C,
        taken: &Taken,
        reviews: &[(ReviewId, i64, ChildId)],
    ) -> Result<HashMap<ReviewId, Arc<Statements>>> {
        let mut found = HashMap::with_capacity(reviews.len());
        let mut missing = Vec::new();
        let keys = reviews.iter().map(|(review, revision, _)| (*review, *revision));
        for ((review, revision, child), kept) in reviews.iter().zip(self.take(taken, keys)) {
            match kept.get(STATEMENTS) {
                Some(said) => drop(found.insert(*review, said)),
                None => missing.push(((*review, *revision), *child, kept)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let children = || missing.iter().map(|(_, child, _)| *child);
        let agreements = sharing_agreement::Entity::find()
            .filter(super::reader::among(
                db,
                sharing_agreement::Column::ChildId,
                children(),
            ))
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let overrides = sharing_override::Entity::find()
            .filter(super::reader::among(
                db,
                sharing_override::Column::ChildId,
                children(),
            ))
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let mut loaded: HashMap<ChildId, Statements> = HashMap::new();
        for row in agreements {
            loaded.entry(row.child_id).or_default().agreements.push(row);
        }
        for row in overrides {
            loaded.entry(row.child_id).or_default().overrides.push(row);
        }
        let loaded: HashMap<ChildId, Arc<Statements>> = loaded
            .into_iter()
            .map(|(child, said)| (child, Arc::new(said)))
            .collect();
        for (key, child, kept) in missing {
            let said = loaded.get(&child).cloned().unwrap_or_default();
            let bytes = 128
                + said.agreements.len() * size_of::<sharing_agreement::Model>()
                + said.overrides.len() * (size_of::<sharing_override::Model>() + 512);
            kept.set(STATEMENTS, Arc::clone(&said) as _, bytes);
            self.keep(key, &kept);
            found.insert(key.0, said);
        }
        Ok(found)
    }
}

/// The kind under which a review's child is kept.
const CHILD: &str = "child";
/// The kind under which is kept what parents have answered about a review's child.
const STATEMENTS: &str = "statements";

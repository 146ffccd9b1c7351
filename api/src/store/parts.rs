//! The parts of a review: what belongs to it, read in one statement for any number of reviews and kept in memory by
//! (part, review, revision).
//!
//! Every fact about a review or one of its parts bumps the review's revision in the same transaction, and the review
//! itself is read from the database in each request before its parts. So what is kept is never older than its key, over
//! any number of gateways, and no right outlives its withdrawal.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use entity::ids::{ChildId, ReviewId};
use entity::{
    assessment, child, concern, concern_addition, family_note, health_review, health_review_addition,
    participant, referral,
};
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
    referral, shown: crate::policy::scope::referral_shown;
    health_review;
    health_review_addition;
    family_note, shown: crate::policy::scope::family_note_shown;
    assessment;
}

type Kept = Arc<dyn Any + Send + Sync>;

/// What is kept, bounded by bytes.
pub(super) struct Cache {
    kept: Moka<(&'static str, ReviewId, i64), (Kept, u32)>,
}

impl Cache {
    pub fn new(bytes: u64) -> Self {
        Self {
            kept: Moka::builder()
                .max_capacity(bytes)
                .weigher(|_, (_, weight): &(Kept, u32)| *weight)
                .build(),
        }
    }

    /// The rows of a part for these reviews; what is missing is read in one statement.
    pub async fn rows<E: Part, C: ConnectionTrait>(
        &self,
        db: &C,
        reviews: &[(ReviewId, i64)],
    ) -> Result<HashMap<ReviewId, Arc<Vec<Arc<E::Model>>>>> {
        let kind = <E::Model as Record>::kind();
        let mut found = HashMap::with_capacity(reviews.len());
        let mut missing = Vec::new();
        for (id, revision) in reviews {
            let kept = self
                .kept
                .get(&(kind, *id, *revision))
                .and_then(|(rows, _)| rows.downcast::<Vec<Arc<E::Model>>>().ok());
            match kept {
                Some(rows) => {
                    found.insert(*id, rows);
                }
                None => missing.push((*id, *revision)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let ids = missing.iter().map(|(id, _)| *id);
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
        for (id, revision) in missing {
            let rows = Arc::new(loaded.remove(&id).unwrap_or_default());
            let weight = 128 + rows.len() * (size_of::<E::Model>() + 256);
            let weight = u32::try_from(weight).unwrap_or(u32::MAX);
            self.kept
                .insert((kind, id, revision), (Arc::clone(&rows) as Kept, weight));
            found.insert(id, rows);
        }
        Ok(found)
    }
}

impl Cache {
    /// The children of reviews, kept under the reviews' revisions: a change to a child bumps its reviews.
    pub async fn children<C: ConnectionTrait>(
        &self,
        db: &C,
        reviews: &[(ReviewId, i64, ChildId)],
    ) -> Result<HashMap<ChildId, Arc<child::Model>>> {
        let mut found = HashMap::with_capacity(reviews.len());
        let mut missing = Vec::new();
        for (review, revision, child) in reviews {
            let kept = self
                .kept
                .get(&(CHILD, *review, *revision))
                .and_then(|(row, _)| row.downcast::<child::Model>().ok());
            match kept {
                Some(row) => {
                    found.insert(*child, row);
                }
                None => missing.push((*review, *revision, *child)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let rows = child::Entity::find()
            .filter(super::reader::among(
                db,
                child::Column::Id,
                missing.iter().map(|(_, _, child)| *child),
            ))
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let loaded: HashMap<ChildId, Arc<child::Model>> = rows
            .into_iter()
            .map(|child| (child.id, Arc::new(child)))
            .collect();
        let weight = u32::try_from(size_of::<child::Model>() + 512).unwrap_or(u32::MAX);
        for (review, revision, child) in missing {
            if let Some(row) = loaded.get(&child) {
                self.kept
                    .insert((CHILD, review, revision), (Arc::clone(row) as Kept, weight));
                found.insert(child, Arc::clone(row));
            }
        }
        Ok(found)
    }
}

/// The kind under which a review's child is kept.
const CHILD: &str = "child";

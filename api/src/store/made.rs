//! What an act has made, as the caller sees it, without reading it again.

use std::any::Any;
use std::sync::Arc;

use entity::ids::TypedId;
use sea_orm::prelude::Uuid;

use super::sighted::Facts;
use super::{Part, Visible};
use crate::policy::Record;
use crate::policy::relation::Who;

/// The row that a transaction has made, and the facts that its maker's sight is computed from.
pub(super) struct Made {
    row: Arc<dyn Any + Send + Sync>,
    id: Uuid,
    facts: Facts,
}

impl Made {
    /// A new row, as the database has it.
    pub fn new<M: Record>(row: M, facts: Facts) -> Self {
        Self {
            id: row.id().uuid(),
            row: Arc::new(row),
            facts,
        }
    }

    /// Whether it is this row.
    pub fn is(&self, id: Uuid) -> bool {
        self.id == id
    }

    /// The part with this id as the caller sees it; nothing where it is another row, or not shown to the caller.
    pub fn visible<E: Part>(self, who: &Who, id: <E::Model as Record>::Id) -> Option<Visible<E::Model>> {
        let row = self
            .row
            .downcast::<E::Model>()
            .ok()
            .filter(|row| row.id() == id)?;
        let review = self.facts.reviews.get(&row.review_id()?)?;
        let of_review = self.facts.sight(who, review.as_ref());
        let sight = self.facts.sight(who, row.as_ref());
        let child = self.facts.child(row.as_ref())?;
        E::shown(who, of_review, &row).then(|| Visible::new(row, sight, Some(child)))
    }
}

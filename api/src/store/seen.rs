//! A select that is already narrowed to what the viewer may know of.

use sea_orm::sea_query::IntoCondition;
use sea_orm::{EntityTrait, QueryFilter, Select};

use crate::auth::viewer::Viewer;
use crate::policy::scope::Scoped;

/// A select AND-ed with the viewer's scope. It only narrows; only a [`super::Reader`] or [`super::Tx`] makes one.
///
/// ```compile_fail
/// // A select of our own is not a Seen.
/// use integrated_review::store::Seen;
/// use sea_orm::EntityTrait;
/// let all: Seen<entity::child::Entity> = Seen(entity::child::Entity::find());
/// ```
pub struct Seen<E: EntityTrait>(Select<E>);

impl<E: Scoped> Seen<E> {
    pub(super) fn new(viewer: &Viewer) -> Self {
        Self(E::find().filter(E::visible_to(viewer.who())))
    }
}

impl<E: EntityTrait> Seen<E> {
    /// Only rows that also fulfil this.
    #[must_use]
    pub fn filter(self, condition: impl IntoCondition) -> Self {
        Self(self.0.filter(condition.into_condition()))
    }

    pub(super) fn select(self) -> Select<E> {
        self.0
    }
}

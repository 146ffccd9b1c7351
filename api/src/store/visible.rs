//! A row together with what its viewer may see of it.

use std::sync::Arc;

use entity::enums::Lens;
use entity::ids::ChildId;

use crate::policy::{Lenses, Others, Record, Shown, Sight};

/// A row that a viewer may know of. Wire types are built only from this, and read it only through a lens.
///
/// ```compile_fail
/// // A row cannot be dressed as visible: the fields are private.
/// use integrated_review::store::Visible;
/// fn forge<M>(row: std::sync::Arc<M>, sight: integrated_review::policy::Sight) -> Visible<M> {
///     Visible { row, sight, child: None }
/// }
/// ```
#[derive(Debug)]
pub struct Visible<M> {
    row: Arc<M>,
    sight: Sight,
    child: Option<ChildId>,
}

impl<M> Clone for Visible<M> {
    fn clone(&self) -> Self {
        Self {
            row: Arc::clone(&self.row),
            sight: self.sight,
            child: self.child,
        }
    }
}

impl<M: Record> Visible<M> {
    /// What is shown of children's records where these classes of data are asked of the row. That the row is there, and
    /// in which state, is itself shown whatever is asked: no concern without it being known that there is one.
    pub fn shown(&self, asked: Lenses) -> impl Iterator<Item = Shown> {
        let lenses = self.sight.lenses.common(asked).with(Lens::Existence);
        let crossed = self.sight.crossed(asked);
        let relations = self.sight.relations;
        let children = self.child.into_iter().chain(self.row.may_be_about());
        children.map(move |child| Shown {
            child,
            lenses,
            relations,
            crossed,
        })
    }
}

impl<M> Visible<M> {
    /// `child` is the child whose record the row belongs to; none for a row of the directory.
    pub(super) fn new(row: Arc<M>, sight: Sight, child: Option<ChildId>) -> Self {
        Self { row, sight, child }
    }

    /// The same row with what is known of whose the steps are.
    pub(super) fn with_others(&self, others: Others) -> Self {
        Self {
            sight: self.sight.with_others(others),
            ..self.clone()
        }
    }

    /// The part of the row that this lens opens, or `None` where it is withheld.
    pub fn get<'a, T>(&'a self, lens: Lens, read: impl FnOnce(&'a M) -> T) -> Option<T> {
        self.sight.lenses.has(lens).then(|| read(&self.row))
    }

    /// What every caller who knows of the row may read: ids, states, dates.
    pub fn base(&self) -> &M {
        &self.row
    }

    /// How the caller stands to the row and what that opens.
    pub fn sight(&self) -> Sight {
        self.sight
    }
}

//! A row together with what its viewer may see of it.

use std::sync::Arc;

use entity::enums::Lens;

use crate::policy::Sight;

/// A row that a viewer may know of. Wire types are built only from this, and read it only through a lens.
///
/// ```compile_fail
/// // A row cannot be dressed as visible: the fields are private.
/// use integrated_review::store::Visible;
/// fn forge<M>(row: std::sync::Arc<M>, sight: integrated_review::policy::Sight) -> Visible<M> {
///     Visible { row, sight }
/// }
/// ```
#[derive(Debug)]
pub struct Visible<M> {
    row: Arc<M>,
    sight: Sight,
}

impl<M> Clone for Visible<M> {
    fn clone(&self) -> Self {
        Self {
            row: Arc::clone(&self.row),
            sight: self.sight,
        }
    }
}

impl<M> Visible<M> {
    pub(super) fn new(row: Arc<M>, sight: Sight) -> Self {
        Self { row, sight }
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

//! How a caller names a row.

use entity::identifier;
use entity::ids::TypedId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::constraint;
use crate::policy::relation::Who;
use crate::policy::scope::Scoped;
use crate::problem::Result;

/// How a caller names a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference<I> {
    /// By our id.
    Id(I),
    /// By the identifier of another system.
    External {
        /// Who gives the identifier.
        system: String,
        /// The identifier.
        value: String,
    },
}

impl<I: TypedId> Reference<I> {
    /// The id behind the name, as far as the caller's authority has given it one. Says nothing of the row's scope.
    pub(super) async fn resolve<C: ConnectionTrait>(&self, db: &C, who: &Who) -> Result<Option<I>> {
        let (system, value) = match self {
            Self::Id(id) => return Ok(Some(*id)),
            Self::External { system, value } => (system, value),
        };
        let found = identifier::Entity::find()
            .filter(identifier::Entity::visible_to(who))
            .filter(identifier::Column::SubjectType.eq(I::PREFIX))
            .filter(identifier::Column::System.eq(system.as_str()))
            .filter(identifier::Column::Value.eq(value.as_str()))
            .one(db)
            .await
            .map_err(constraint::problem)?;
        Ok(found.map(|found| I::from_uuid(found.subject_id)))
    }
}

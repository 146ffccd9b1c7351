//! Share codes as whoever was handed one finds them: the one read of a row by a secret instead of a scope.

use chrono::{DateTime, Utc};
use entity::enums::AuditOutcome;
use entity::{audit, review, share_code};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Permit, Tx, constraint};
use crate::policy::Act;
use crate::problem::Result;

impl Tx {
    /// The code of the permit's child with this hash: whoever holds a code may know of it.
    pub async fn share_code<A: Act<Row = review::Model>>(
        &self,
        permit: &Permit<A>,
        hash: &str,
    ) -> Result<Option<share_code::Model>> {
        share_code::Entity::find()
            .filter(share_code::Column::AuthorityId.eq(permit.row().authority_id))
            .filter(share_code::Column::ChildId.eq(permit.row().child_id))
            .filter(share_code::Column::Hash.eq(hash))
            .one(self.connection())
            .await
            .map_err(constraint::problem)
    }

    /// How often the act was tried in vain on the permit's review since then: refused by a rule, by anybody.
    pub async fn tried_in_vain<A: Act<Row = review::Model>>(
        &self,
        permit: &Permit<A>,
        since: DateTime<Utc>,
    ) -> Result<u64> {
        audit::Entity::find()
            .filter(audit::Column::ReviewId.eq(permit.row().id))
            .filter(audit::Column::Act.eq(A::RULE.mutation))
            .filter(audit::Column::Outcome.eq(AuditOutcome::Rejected))
            .filter(audit::Column::At.gt(since))
            .count(self.connection())
            .await
            .map_err(constraint::problem)
    }
}

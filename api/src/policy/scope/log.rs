//! The journal and the audit.

use entity::enums::Role;
use entity::ids::{ConcernAdditionId, ConcernId, FamilyNoteId, TypedId};
use entity::{access_log, audit, concern, concern_addition, journal};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Scoped, nothing, of_authority};
use crate::policy::relation::Who;
use crate::policy::trail::reads_trail;

/// Facts about concerns are for those who may know of the concern: what is hidden leaves no trace in the journal either.
fn of_known_concerns(who: &Who) -> Condition {
    use journal::Column as C;
    let concerns = concern::Entity::find()
        .select_only()
        .column(concern::Column::Id)
        .filter(concern::Entity::visible_to(who))
        .into_query();
    let additions = concern_addition::Entity::find()
        .select_only()
        .column(concern_addition::Column::Id)
        .filter(concern_addition::Entity::visible_to(who))
        .into_query();
    Condition::any()
        .add(C::SubjectType.is_not_in([ConcernId::PREFIX, ConcernAdditionId::PREFIX]))
        .add(C::SubjectId.in_subquery(concerns))
        .add(C::SubjectId.in_subquery(additions))
}

impl Scoped for journal::Entity {
    fn visible_to(who: &Who) -> Condition {
        match who.role {
            Role::Integration | Role::AuthorityAdmin => {
                // That there is a family-sensitive note is for the health team alone.
                let told = journal::Column::SubjectType.ne(FamilyNoteId::PREFIX);
                of_authority(journal::Column::AuthorityId, who)
                    .add(of_known_concerns(who))
                    .add(told)
            }
            _ => nothing(),
        }
    }
}

impl Scoped for audit::Entity {
    fn visible_to(who: &Who) -> Condition {
        if reads_trail(who.role) {
            of_authority(audit::Column::AuthorityId, who)
        } else {
            nothing()
        }
    }
}

/// The whole log of the authority. The log of one child stands behind a lens of the child.
impl Scoped for access_log::Entity {
    fn visible_to(who: &Who) -> Condition {
        if reads_trail(who.role) {
            of_authority(access_log::Column::AuthorityId, who)
        } else {
            nothing()
        }
    }
}

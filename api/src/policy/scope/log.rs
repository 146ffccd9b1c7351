//! The journal and the audit.

use entity::enums::Role;
use entity::{access_log, audit, child, journal, review};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::{Scoped, exists, nothing, of_authority};
use crate::policy::relation::Who;
use crate::policy::trail::reads_trail;

/// Facts about what the caller may know of: a review, or a child, or else the directory of the authority. It is a sieve: of
/// what it lets through only that is shown whose record the caller may know of, which is asked of the record itself.
impl Scoped for journal::Entity {
    fn visible_to(who: &Who) -> Condition {
        use journal::Column as C;
        let of_authority = of_authority(C::AuthorityId, who);
        if who.role == Role::Analyst {
            return nothing();
        }
        let reviews = review::Entity::find().filter(review::Entity::visible_to(who));
        let children = child::Entity::find().filter(child::Entity::visible_to(who));
        let of_child =
            Condition::all()
                .add(C::ReviewId.is_null())
                .add(exists(children, child::Column::Id, C::ChildId));
        let of_directory = Condition::all()
            .add(C::ReviewId.is_null())
            .add(C::ChildId.is_null());
        let known = Condition::any()
            .add(exists(reviews, review::Column::Id, C::ReviewId))
            .add(of_child)
            .add(of_directory);
        of_authority.add(known)
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

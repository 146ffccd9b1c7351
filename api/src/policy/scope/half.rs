//! The halves of a review. That a half is there, and how far it is, is known to whoever knows of the review, but where the
//! parents keep even that from the other discipline; what it says stands behind the lens of its discipline. Family-sensitive notes are the exception: to everybody but the health team
//! they do not exist.

use entity::enums::{Lens, Role, SharingCategory};
use entity::{assessment, family_note, health_review, health_review_addition, review};
use entity::{progress_check, progress_check_addition, progress_check_area, progress_check_contribution};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::review::in_open_review;
use super::sharing::no_secret;
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::Sight;
use crate::policy::relation::Who;

/// Whether the caller knows of the review that `review` names.
fn of_known_review(who: &Who, review: impl ColumnTrait) -> SimpleExpr {
    let known = review::Entity::find().filter(review::Entity::visible_to(who));
    exists(known, review::Column::Id, review)
}

macro_rules! known_with_their_review {
    ($($module:ident of $category:ident),+) => {$(
        impl Scoped for $module::Entity {
            fn visible_to(who: &Who) -> Condition {
                use $module::Column as C;
                of_authority(C::AuthorityId, who)
                    .add(of_known_review(who, C::ReviewId))
                    .add_option(no_secret(who, SharingCategory::$category, C::ReviewId))
            }
        }
    )+};
}

known_with_their_review!(
    health_review of HealthDevelopment,
    health_review_addition of HealthDevelopment,
    assessment of HealthDevelopment,
    progress_check of EarlyYearsDevelopment,
    progress_check_area of EarlyYearsDevelopment,
    progress_check_contribution of EarlyYearsDevelopment,
    progress_check_addition of EarlyYearsDevelopment
);

/// The same rule for a row in memory that is of a half or tells of one: the parents may keep it from the other discipline that
/// it is there.
pub fn half_shown<M>(_: &Who, sight: Sight, _: &M) -> bool {
    !sight.sharing.is_secret
}

impl Scoped for family_note::Entity {
    fn visible_to(who: &Who) -> Condition {
        use family_note::Column as C;
        let of_authority = of_authority(C::AuthorityId, who);
        match who.role {
            Role::HealthServiceLead => of_authority,
            Role::HealthVisitor | Role::CommunityNurseryNurse => {
                of_authority.add(in_open_review(who, C::ReviewId))
            }
            _ => nothing(),
        }
    }
}

/// The same rule for a row in memory.
pub fn family_note_shown(_: &Who, sight: Sight, _: &family_note::Model) -> bool {
    sight.lenses.has(Lens::FamilySensitive)
}

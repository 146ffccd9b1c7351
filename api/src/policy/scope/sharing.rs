//! What parents have agreed to, what was opened without them, and what was disclosed.

use entity::enums::{
    Role, SharingCategory, SharingMode, SharingOverrideStatus, SharingPurpose, SharingStatus,
};
use entity::ids::PractitionerId;
use entity::{child, disclosure, review, share_code, sharing_agreement, sharing_override};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{Scoped, exists, nothing, of_authority};
use crate::clock::london_date;
use crate::policy::lens::others_half;
use crate::policy::relation::Who;
use crate::policy::sharing::{lens_of, other_profession};

fn of_known_child(who: &Who, child: impl ColumnTrait) -> SimpleExpr {
    let known = child::Entity::find().filter(child::Entity::visible_to(who));
    exists(known, child::Column::Id, child)
}

/// Whoever knows of the child knows what the parents have answered; but for guests, who see one question.
impl Scoped for sharing_agreement::Entity {
    fn visible_to(who: &Who) -> Condition {
        use sharing_agreement::Column as C;
        match who.role {
            Role::GuestProfessional | Role::Analyst => nothing(),
            _ => of_authority(C::AuthorityId, who).add(of_known_child(who, C::ChildId)),
        }
    }
}

/// The service leads, the Caldicott guardian, and whoever asked for it: not the parents, who may not have been told.
impl Scoped for sharing_override::Entity {
    fn visible_to(who: &Who) -> Condition {
        use sharing_override::Column as C;
        let known = of_authority(C::AuthorityId, who).add(of_known_child(who, C::ChildId));
        match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::CaldicottGuardian => known,
            _ => known.add(C::RequestedById.eq(PractitionerId(who.actor))),
        }
    }
}

/// Whoever issued it.
impl Scoped for share_code::Entity {
    fn visible_to(who: &Who) -> Condition {
        use share_code::Column as C;
        of_authority(C::AuthorityId, who)
            .add(of_known_child(who, C::ChildId))
            .add(C::IssuedById.is_in(who.actors.iter().copied()))
    }
}

/// The service leads and the Caldicott guardian; the parents as far as they were informed; and everybody what they
/// themselves have read, released or declined.
impl Scoped for disclosure::Entity {
    fn visible_to(who: &Who) -> Condition {
        use disclosure::Column as C;
        let known = of_authority(C::AuthorityId, who).add(of_known_child(who, C::ChildId));
        match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::CaldicottGuardian => known,
            Role::Parent => known.add(C::ParentsInformed.eq(true)),
            _ => known.add(C::ById.eq(PractitionerId(who.actor))),
        }
    }
}

/// Whether the half of the review that `review` names may be known to be there: not where the parents keep even that from
/// the caller's profession. The same rule as [`crate::policy::sharing`] has it for rows in memory.
pub(super) fn no_secret(
    who: &Who,
    category: SharingCategory,
    review: impl ColumnTrait,
) -> Option<SimpleExpr> {
    use sharing_agreement::Column as A;
    use sharing_override::Column as O;
    if others_half(who.role) != Some(lens_of(category)) {
        return None;
    }
    let today = london_date(who.now);
    let last = sharing_agreement::Entity::find()
        .select_only()
        .column(A::Id)
        .filter(Expr::col(A::ChildId.as_column_ref()).equals(review::Column::ChildId.as_column_ref()))
        .filter(A::Category.eq(category))
        .filter(A::Recipient.eq(other_profession(category)))
        .filter(A::Purpose.eq(SharingPurpose::IntegratedReview))
        .filter(A::Status.ne(SharingStatus::Withdrawn))
        .filter(A::FromOn.lte(today))
        .filter(
            Condition::any()
                .add(A::UntilOn.is_null())
                .add(A::UntilOn.gte(today)),
        )
        .order_by_desc(A::Id)
        .limit(1)
        .into_query();
    let refused = sharing_agreement::Entity::find()
        .filter(A::Id.in_subquery(last))
        .filter(A::Status.eq(SharingStatus::Refused))
        .filter(A::Mode.eq(SharingMode::Existence));
    let overridden = sharing_override::Entity::find()
        .filter(O::Category.eq(category))
        .filter(O::RecipientId.eq(PractitionerId(who.actor)))
        .filter(O::Status.eq(SharingOverrideStatus::Approved))
        .filter(O::UntilOn.gte(today));
    let secret = review::Entity::find()
        .filter(exists(refused, A::ChildId, review::Column::ChildId))
        .filter(exists(overridden, O::ChildId, review::Column::ChildId).not());
    Some(exists(secret, review::Column::Id, review).not())
}

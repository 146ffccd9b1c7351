//! Which messages, and in which order.

use async_graphql::{Enum, InputObject};
use chrono::{DateTime, Utc};
use entity::enums::{DirectoryStatus, LiaisonKind, LiaisonStatus};
use entity::ids::{PractitionerId, ReviewId};
use entity::{liaison_message, liaison_read, practitioner};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::policy::relation::Who;
use crate::policy::scope::covered_by;
use crate::policy::step::leads;
use crate::store::{Direction, Keyset};

/// Which messages: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LiaisonMessageFilter {
    /// Only those addressed to you: by name, or to somebody whom you cover today; or to your role or profession, where nobody
    /// is named or whoever was named has left, in a review in which you take part or of your team. To a service lead only what
    /// is addressed to the role.
    #[graphql(default)]
    pub mine: bool,
    /// Written by somebody else, and not read by you yet (true), or otherwise (false).
    pub unread: Option<bool>,
    /// Whether an answer was expected by now and has not come.
    pub overdue: Option<bool>,
    /// Of one of these kinds.
    pub kind_in: Option<Vec<LiaisonKind>>,
    /// In one of these states.
    pub status_in: Option<Vec<LiaisonStatus>>,
    /// Of this review.
    pub review: Option<ReviewId>,
}

impl LiaisonMessageFilter {
    /// The condition, for `who`, at a time.
    pub fn condition(&self, who: &Who, now: DateTime<Utc>) -> Condition {
        use liaison_message::Column as C;
        let either = |wanted: bool, condition: Condition| {
            if wanted { condition } else { condition.not() }
        };
        let kinds = self.kind_in.as_ref();
        let states = self.status_in.as_ref();
        Condition::all()
            .add_option(self.mine.then(|| mine(who)))
            .add_option(self.unread.map(|wanted| either(wanted, unread(who))))
            .add_option(self.overdue.map(|wanted| either(wanted, overdue(now))))
            .add_option(kinds.map(|kinds| C::Kind.is_in(kinds.iter().copied())))
            .add_option(states.map(|states| C::Status.is_in(states.iter().copied())))
            .add_option(self.review.map(|review| C::ReviewId.eq(review)))
    }
}

fn unread(who: &Who) -> Condition {
    use liaison_message::Column as C;
    let me = PractitionerId(who.actor);
    let read = liaison_read::Entity::find()
        .select_only()
        .column(liaison_read::Column::MessageId)
        .filter(liaison_read::Column::PractitionerId.eq(me))
        .into_query();
    Condition::all()
        .add(C::AuthorId.ne(me))
        .add(C::Id.not_in_subquery(read))
}

fn overdue(now: DateTime<Utc>) -> Condition {
    use liaison_message::Column as C;
    Condition::all()
        .add(C::Status.eq(LiaisonStatus::Open))
        .add(C::ExpectedBy.is_not_null())
        .add(C::ExpectedBy.lt(now))
}

/// The scope leaves a practitioner the reviews in which they take part and those of their team.
fn mine(who: &Who) -> Condition {
    use liaison_message::Column as C;
    let of = |people: sea_orm::Select<practitioner::Entity>| {
        people.select_only().column(practitioner::Column::Id).into_query()
    };
    let covered = of(practitioner::Entity::find().filter(covered_by(who)));
    let gone = practitioner::Column::Status.eq(DirectoryStatus::Inactive);
    let gone = of(practitioner::Entity::find()
        .filter(practitioner::Column::AuthorityId.eq(who.authority))
        .filter(gone));
    let nobodys = Condition::any()
        .add(C::ToPractitionerId.is_null())
        .add(C::ToPractitionerId.in_subquery(gone));
    let of_discipline = who
        .role
        .discipline()
        .filter(|_| !leads(who.role))
        .map(|own| C::ToDiscipline.eq(own));
    let of_role = Condition::any()
        .add(C::ToRole.eq(who.role))
        .add_option(of_discipline);
    Condition::any()
        .add(C::ToPractitionerId.eq(PractitionerId(who.actor)))
        .add(C::ToPractitionerId.in_subquery(covered))
        .add(Condition::all().add(nobodys).add(of_role))
}

/// In which order messages come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum LiaisonMessageOrder {
    /// Written last first.
    #[default]
    CreatedAtDesc,
    /// Written first first.
    CreatedAtAsc,
}

impl LiaisonMessageOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<liaison_message::Entity> {
        let (name, direction) = match self {
            Self::CreatedAtDesc => ("liaisonMessage.createdAt.desc", Direction::Descending),
            Self::CreatedAtAsc => ("liaisonMessage.createdAt", Direction::Ascending),
        };
        Keyset {
            name,
            column: liaison_message::Column::CreatedAt,
            id: liaison_message::Column::Id,
            direction,
        }
    }
}

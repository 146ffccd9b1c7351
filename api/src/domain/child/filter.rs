//! Which children, and in which order.

use async_graphql::{Enum, InputObject};
use entity::enums::{ChildStatus, Lens, ReviewStatus, ValueSet};
use entity::ids::{OrganisationId, PractitionerId};
use entity::{child, organisation, practitioner, review};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::codes;
use crate::gql::page::DateRangeInput;
use crate::gql::reference::{OrganisationRef, PractitionerRef, known};
use crate::policy::relation::Who;
use crate::policy::scope::children_open;
use crate::problem::Result;
use crate::store::{Direction, Keyset, Reader};

/// Which children: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ChildFilter {
    /// In one of these states. Without it, children in the authority's care.
    pub status_in: Option<Vec<ChildStatus>>,
    /// Born in this range of days.
    pub birth_date: Option<DateRangeInput>,
    /// Whose family name begins like this; case, accents, hyphens and apostrophes do not matter.
    pub family_name_starts_with: Option<String>,
    /// Of this health team.
    pub health_team: Option<OrganisationRef>,
    /// Of this early years setting. Children whose whereabouts are protected are not found by it.
    pub setting: Option<OrganisationRef>,
    /// With this named health visitor.
    pub named_health_visitor: Option<PractitionerRef>,
    /// With this key person. Children whose whereabouts are protected are found by their own key person only.
    pub key_person: Option<PractitionerRef>,
    /// With (false) or without (true) a review; one that was entered in error does not count.
    pub without_review: Option<bool>,
}

impl ChildFilter {
    /// The condition. Nobody finds a child by what they may not read of it.
    pub async fn condition(self, reader: &Reader) -> Result<Condition> {
        use child::Column as C;
        let who = reader.viewer().who();
        let team = known::<organisation::Entity>(reader, self.health_team, "healthTeam").await?;
        let setting = known::<organisation::Entity>(reader, self.setting, "setting").await?;
        let visitor =
            known::<practitioner::Entity>(reader, self.named_health_visitor, "namedHealthVisitor").await?;
        let key_person = known::<practitioner::Entity>(reader, self.key_person, "keyPerson").await?;
        let statuses = self.status_in.unwrap_or_else(|| vec![ChildStatus::Active]);
        let name = self.family_name_starts_with.as_deref().map(codes::name_key);
        Ok(children_open(who, Lens::Identity)
            .add(C::Status.is_in(statuses))
            .add_option(self.birth_date.map(|range| range.on(C::BirthDate)))
            .add_option(name.map(|key| C::FamilyKey.starts_with(key)))
            .add_option(team.map(|id: OrganisationId| C::HealthTeamId.eq(id)))
            .add_option(setting.map(|id| children_open(who, Lens::Location).add(C::SettingId.eq(id))))
            .add_option(visitor.map(|id: PractitionerId| C::NamedHealthVisitorId.eq(id)))
            .add_option(key_person.map(|id| in_care_of(who, id)))
            .add_option(self.without_review.map(|without| reviewed(!without))))
    }
}

/// The children of a key person: what a caller asks of themselves tells them nothing new.
fn in_care_of(who: &Who, key_person: PractitionerId) -> Condition {
    let of = Condition::all().add(child::Column::KeyPersonId.eq(key_person));
    if who.actor == key_person.0 {
        return of;
    }
    of.add(children_open(who, Lens::Location))
}

/// The children with a review, or without one. A child's review is looked up by its child, whatever its state is then.
fn reviewed(with: bool) -> Condition {
    let counted = ReviewStatus::ALL
        .iter()
        .copied()
        .filter(|status| *status != ReviewStatus::EnteredInError);
    let of_child =
        Expr::col((review::Entity, review::Column::ChildId)).equals((child::Entity, child::Column::Id));
    let any = Expr::exists(
        review::Entity::find()
            .select_only()
            .column(review::Column::Id)
            .filter(of_child)
            .filter(review::Column::Status.is_in(counted))
            .into_query(),
    );
    Condition::all().add(if with { any } else { any.not() })
}

/// In which order children come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ChildOrder {
    /// The oldest first: whose window closes next.
    #[default]
    BirthDateAsc,
    /// The youngest first.
    BirthDateDesc,
    /// By family name; case, accents, hyphens and apostrophes do not matter.
    FamilyNameAsc,
}

impl ChildOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<child::Entity> {
        let (name, column, direction) = match self {
            Self::BirthDateAsc => ("child.birthDate", child::Column::BirthDate, Direction::Ascending),
            Self::BirthDateDesc => (
                "child.birthDate.desc",
                child::Column::BirthDate,
                Direction::Descending,
            ),
            Self::FamilyNameAsc => ("child.familyName", child::Column::FamilyKey, Direction::Ascending),
        };
        Keyset {
            name,
            column,
            id: child::Column::Id,
            direction,
        }
    }
}

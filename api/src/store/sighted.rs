//! From rows to visible rows: how the viewer stands to each, in a constant number of statements for any number of rows.

use std::collections::HashMap;
use std::sync::Arc;

use entity::enums::{EarlyFlagStatus, Relation, Role};
use entity::ids::{ChildId, PractitionerId, ReviewId};
use entity::{child, early_flag, participant, review};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::constraint;
use super::crossing::Crossing;
use crate::policy::relation::{self, Who};
use crate::policy::{Anchor, Record, Relations, Sight, State, lens};
use crate::problem::Result;

/// Rows whose viewer's relation can be computed.
pub trait Sighted: Record {}
impl<M: Record> Sighted for M {}

/// The facts that relations to reviews and children are computed from.
#[derive(Debug, Default, Clone)]
pub(super) struct Facts {
    pub reviews: HashMap<ReviewId, Arc<review::Model>>,
    pub participants: HashMap<ReviewId, Arc<Vec<Arc<participant::Model>>>>,
    pub children: HashMap<ChildId, Arc<child::Model>>,
    /// What a practitioner's places in the reviews of children make of them.
    pub as_party: HashMap<ChildId, Relations>,
    /// What crosses between the professions.
    pub crossing: Crossing,
}

/// Whether the role's relation depends on who takes part.
pub(super) const fn depends_on_participants(role: Role) -> bool {
    !matches!(
        role,
        Role::HealthServiceLead
            | Role::EarlyYearsServiceLead
            | Role::AuthorityAdmin
            | Role::CaldicottGuardian
            | Role::Integration
            | Role::Parent
            | Role::Analyst
    )
}

/// Whether the role's relation depends on the child's named practitioners.
pub(super) const fn depends_on_child(role: Role) -> bool {
    depends_on_participants(role) && !matches!(role, Role::GuestProfessional | Role::AreaSenco)
}

impl Facts {
    /// The viewer's relation to a row.
    pub fn relations<M: Record>(&self, who: &Who, row: &M) -> Relations {
        let relations = match row.anchor() {
            Anchor::Review(id) => match self.reviews.get(&id) {
                Some(review) => {
                    let parties = self
                        .participants
                        .get(&id)
                        .into_iter()
                        .flat_map(|parties| parties.iter());
                    let child = self.children.get(&review.child_id).map(AsRef::as_ref);
                    relation::to_review(who, review, parties.map(AsRef::as_ref), child)
                }
                None => Relations::NONE,
            },
            Anchor::Child(id) => match self.children.get(&id) {
                Some(child) => {
                    let as_party = self.as_party.get(&id).copied().unwrap_or_default();
                    relation::to_child(who, child, as_party)
                }
                None => Relations::NONE,
            },
            Anchor::Organisation(id) => relation::to_organisation(who, row.authority_id(), id),
            Anchor::Authority | Anchor::Worklist => relation::to_authority(who, row.authority_id()),
        };
        relation::with_author(relations, who, row)
    }

    /// In which state a row is, and the review it is a part of.
    pub fn state<M: Record>(&self, row: &M) -> State<'static> {
        let review = match row.anchor() {
            Anchor::Review(id) => self.reviews.get(&id),
            _ => None,
        };
        State {
            own: row.state(),
            review_is_open: review.is_none_or(|review| review.status.is_open()),
        }
    }

    /// The child whose record a row belongs to.
    pub fn child<M: Record>(&self, row: &M) -> Option<ChildId> {
        let of_review = |id| self.reviews.get(&id).map(|review| review.child_id);
        row.child_id().or_else(|| row.review_id().and_then(of_review))
    }

    /// What the viewer may see of a row.
    pub fn sight<M: Record>(&self, who: &Who, row: &M) -> Sight {
        let relations = self.relations(who, row);
        let sight = match row.anchor() {
            Anchor::Review(id) => {
                let review = self.reviews.get(&id);
                let restriction = review.map(|review| review.restriction);
                let sight = lens::of_case(
                    who.role,
                    relations,
                    restriction.unwrap_or(entity::enums::Restriction::VeryRestricted),
                );
                let sight = sight.in_review(self.state(row).review_is_open);
                self.crossing.over(sight, row)
            }
            Anchor::Child(id) => {
                let restriction = self.children.get(&id).map(|child| child.restriction);
                lens::of_case(
                    who.role,
                    relations,
                    restriction.unwrap_or(entity::enums::Restriction::VeryRestricted),
                )
            }
            Anchor::Organisation(_) | Anchor::Authority => lens::of_directory(who.role, relations),
            Anchor::Worklist => lens::of_worklist(who.role, relations),
        };
        sight.of_author(who, row)
    }
}

/// The facts about one row, read on the connection at hand: inside a transaction they are those of the transaction.
pub(super) async fn facts_of<C: ConnectionTrait, M: Record>(db: &C, who: &Who, row: &M) -> Result<Facts> {
    let mut facts = Facts::default();
    let child = match row.anchor() {
        Anchor::Review(id) => {
            let own = (row as &dyn std::any::Any).downcast_ref::<review::Model>();
            let found = match own {
                Some(own) => Some(own.clone()),
                None => review::Entity::find_by_id(id)
                    .one(db)
                    .await
                    .map_err(constraint::problem)?,
            };
            let child = found.as_ref().map(|review| review.child_id);
            facts.reviews.extend(found.map(|review| (id, Arc::new(review))));
            if depends_on_participants(who.role) {
                let parties = participant::Entity::find()
                    .filter(participant::Column::ReviewId.eq(id))
                    .all(db)
                    .await
                    .map_err(constraint::problem)?;
                facts
                    .participants
                    .insert(id, Arc::new(parties.into_iter().map(Arc::new).collect()));
            }
            child.filter(|_| depends_on_child(who.role))
        }
        Anchor::Child(id) => {
            facts.as_party = as_party(db, who, &[id]).await?;
            Some(id)
        }
        Anchor::Organisation(_) | Anchor::Authority | Anchor::Worklist => None,
    };
    if let Some(id) = child {
        let found = child::Entity::find_by_id(id)
            .one(db)
            .await
            .map_err(constraint::problem)?;
        facts.children.extend(found.map(|child| (id, Arc::new(child))));
    }
    Ok(facts)
}

/// What the viewer's places in the reviews of these children make of them, and early flags that were put to their team:
/// three statements for any number of children.
pub(super) async fn as_party<C: ConnectionTrait>(
    db: &C,
    who: &Who,
    children: &[ChildId],
) -> Result<HashMap<ChildId, Relations>> {
    if children.is_empty() || !depends_on_participants(who.role) {
        return Ok(HashMap::new());
    }
    let mut as_party = linked(db, who, children).await?;
    let of_children = review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(review::Column::ChildId.is_in(children.iter().copied()))
        .into_query();
    let parties = participant::Entity::find()
        .filter(participant::Column::PractitionerId.eq(PractitionerId(who.actor)))
        .filter(participant::Column::ReviewId.in_subquery(of_children))
        .all(db)
        .await
        .map_err(constraint::problem)?;
    let places: HashMap<ReviewId, Relation> = parties
        .iter()
        .filter_map(|party| Some((party.review_id, relation::of_party(who, party)?)))
        .collect();
    if places.is_empty() {
        return Ok(as_party);
    }
    let reviews = review::Entity::find()
        .filter(review::Column::Id.is_in(places.keys().copied()))
        .all(db)
        .await
        .map_err(constraint::problem)?;
    for review in reviews {
        if let Some(place) = places.get(&review.id) {
            let relations = as_party.entry(review.child_id).or_default();
            *relations = relations.with(*place);
        }
    }
    Ok(as_party)
}

/// The children about whom the viewer's health team was asked by an early flag that stands.
async fn linked<C: ConnectionTrait>(
    db: &C,
    who: &Who,
    children: &[ChildId],
) -> Result<HashMap<ChildId, Relations>> {
    use early_flag::Column as F;
    let Some(team) = relation::linked_team(who) else {
        return Ok(HashMap::new());
    };
    let flagged: Vec<ChildId> = early_flag::Entity::find()
        .select_only()
        .column(F::ChildId)
        .filter(F::ChildId.is_in(children.iter().copied()))
        .filter(F::HealthTeamId.eq(team))
        .filter(F::Status.ne(EarlyFlagStatus::Withdrawn))
        .into_tuple()
        .all(db)
        .await
        .map_err(constraint::problem)?;
    let linked = Relations::of(&[Relation::LinkTeam]);
    Ok(flagged.into_iter().map(|child| (child, linked)).collect())
}

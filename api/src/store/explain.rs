//! How somebody else stands to a record: for administrators who ask why. Nothing of the record itself is given.

use entity::enums::{DirectoryStatus, Role};
use entity::ids::{OrganisationId, PractitionerId, TypedId};
use entity::{child, organisation, participant, practitioner, responsibility, review, role_assignment};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::attempt::primary_key;
use super::sighted::facts_of;
use super::{Reader, Reference, constraint, roster, steps};
use crate::policy::relation::Who;
use crate::policy::scope::Scoped;
use crate::policy::{Lenses, Others, Recorded, Relations, Shown, State};
use crate::problem::{Problem, Result};

/// How somebody stands to a record.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The relations.
    pub relations: Relations,
    /// Whether the record exists for them at all.
    pub visible: bool,
    /// The state of the record, and of the review it is a part of.
    pub state: State<'static>,
    /// The steps that are somebody else's than theirs.
    pub others: Others,
    /// What saying so shows of children's records.
    pub shown: Vec<Shown>,
}

impl Reader {
    /// What the directory says of a practitioner in a role, or nothing where it does not give them the role; `place` where
    /// they may hold it in several organisations.
    pub async fn who(
        &self,
        practitioner: Reference<PractitionerId>,
        role: Role,
        place: Option<Reference<OrganisationId>>,
    ) -> Result<Option<Who>> {
        let Some(person) = self.find::<practitioner::Entity>(practitioner).await? else {
            return Ok(None);
        };
        let mut held = role_assignment::Entity::find()
            .filter(role_assignment::Entity::visible_to(self.viewer().who()))
            .filter(role_assignment::Column::PractitionerId.eq(person.base().id))
            .filter(role_assignment::Column::Role.eq(role))
            .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active))
            .limit(2);
        if let Some(place) = place {
            let Some(place) = self.find::<organisation::Entity>(place).await? else {
                return Ok(None);
            };
            held = held.filter(role_assignment::Column::OrganisationId.eq(place.base().id));
        }
        let db = self.store().inner.current();
        let held = held.all(db).await.map_err(constraint::problem)?;
        let several = || Problem::invalid(["organisation"], "the role is held in several: say in which");
        Ok(roster::only(held, several)?.map(|assignment| Who {
            actor: person.base().id.uuid(),
            actors: vec![person.base().id.uuid()],
            role,
            organisation: assignment.organisation_id,
            children: Vec::new(),
            ..self.viewer().who().clone()
        }))
    }

    /// How `who` stands to a record that the viewer may know of.
    pub async fn standing(&self, kind: &str, id: Uuid, who: &Who) -> Result<Option<Standing>> {
        match kind {
            "review" => self.standing_of::<review::Entity>(id, who).await,
            "child" => self.standing_of::<child::Entity>(id, who).await,
            "participant" => self.standing_of::<participant::Entity>(id, who).await,
            "responsibility" => self.standing_of::<responsibility::Entity>(id, who).await,
            "organisation" => self.standing_of::<organisation::Entity>(id, who).await,
            "practitioner" => self.standing_of::<practitioner::Entity>(id, who).await,
            _ => Err(Problem::invalid(
                ["record"],
                "access is explained for reviews, children, participants, responsibilities, organisations and practitioners",
            )),
        }
    }

    async fn standing_of<E: Recorded + Scoped>(&self, id: Uuid, who: &Who) -> Result<Option<Standing>> {
        let Some(row) = self.by_id::<E>(TypedId::from_uuid(id)).await? else {
            return Ok(None);
        };
        let db = self.store().inner.current();
        let facts = facts_of(db, who, row.base()).await?;
        let theirs = E::find()
            .filter(E::visible_to(who))
            .filter(primary_key::<E>()?.eq(id));
        let visible = theirs.one(db).await.map_err(constraint::problem)?.is_some();
        let others = steps::others(db, who, std::iter::once(row.base())).await?;
        Ok(Some(Standing {
            others: others.into_iter().next().unwrap_or_default(),
            relations: facts.relations(who, row.base()),
            visible,
            state: facts.state(row.base()),
            shown: row.shown(Lenses::NONE).collect(),
        }))
    }
}

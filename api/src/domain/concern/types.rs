//! The concern on the wire.

use entity::enums::{ConcernLevel, ConcernStatus, Discipline, Role, Sensitivity, Topic};
use entity::ids::{ConcernAdditionId, ConcernId, PractitionerId};
use entity::{concern, concern_addition};
use sea_orm::prelude::Uuid;

use super::loader;
use super::settlement::{self, ConcernSettlement};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::identifier::{self, ExternalId};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A concern.
#[derive(Debug, Clone)]
pub struct Concern(pub Visible<concern::Model>);

wire! {
    /// A concern about the child, raised in a review. The practitioners who take part, the child's health team and
    /// setting, and the service leads read it; parents and systems read those of STANDARD sensitivity; a guest reads
    /// their own.
    Concern = "Concern", node, |concern, _call| {
        /// The concern's id, for example `concern_01j…`. Never changes.
        base "id": ConcernId = concern.0.base().id;
        /// Counts the edits; give it as `expectedVersion`. An addition that moves the level counts.
        base "version": i32 = concern.0.base().version;
        /// Whether it stands.
        base "status": ConcernStatus = concern.0.base().status;
        /// What it is about.
        lens(ConcernDetail) "topic": Topic = |row| Some(row.topic);
        /// How heavy it weighs now, after what was added.
        lens(ConcernDetail) "level": ConcernLevel = |row| Some(row.level);
        /// How heavy it weighed when it was raised. Never changes.
        lens(ConcernDetail) "originalLevel": ConcernLevel = |row| Some(row.original_level);
        /// Who may hear of it.
        lens(ConcernDetail) "sensitivity": Sensitivity = |row| Some(row.sensitivity);
        /// What was seen or heard, as its author put it. Never changes.
        lens(ConcernDetail) "evidence": String = |row| Some(row.evidence.clone());
        /// In which role it was raised.
        base "raisedByRole": Role = concern.0.base().raised_by_role;
        /// By which profession it was raised; null for a parent or guest.
        base "raisedByDiscipline": Option<Discipline> = concern.0.base().raised_by_role.discipline();
        /// Who raised it.
        one(Identity) "raisedBy": ConcernAuthor = raised_by;
        /// What was added, first to last, at most 100.
        many(ConcernDetail) "additions": ConcernAddition = loader::additions;
        /// How it was settled. Null while it is open, and for parents and systems where practitioners keep the outcome among
        /// themselves so far.
        one(ConcernDetail) "settlement": ConcernSettlement = settlement::standing;
        /// How it was settled each time, also where it was taken up again, first to last, at most 20.
        many(ConcernDetail) "settlements": ConcernSettlement = settlement::all;
        /// Why it was taken back.
        lens(ConcernDetail) "withdrawnReason": String = |row| row.withdrawn_reason.clone();
        /// How other systems call it.
        many(ConcernDetail) "externalIds": ExternalId = external_ids;
        /// When it was raised.
        base "createdAt": DateTime = DateTime(concern.0.base().created_at);
        /// When its level last moved, or when it was withdrawn, settled or taken up again.
        base "updatedAt": DateTime = DateTime(concern.0.base().updated_at);
        /// The review in which it was raised.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": ConcernAccess = own_access;
    }
}

impl Connected for Concern {
    const CONNECTION: &'static str = "ConcernConnection";
    const EDGE: &'static str = "ConcernEdge";
}

access! {
    /// What you may do with a concern now: answered by the same table that allows or refuses the acts.
    ConcernAccess = "ConcernAccess" of concern {
        /// `concernAdd`
        "canAdd" = ConcernAdd;
        /// `concernWithdraw`
        "canWithdraw" = ConcernWithdraw;
        /// `concernSettle`
        "canSettle" = ConcernSettle;
        /// `concernReopen`
        "canReopen" = ConcernReopen;
    }
}

/// An addition to a concern.
#[derive(Debug, Clone)]
pub struct ConcernAddition(pub Visible<concern_addition::Model>);

wire! {
    /// An addition to a concern, as its author put it. Never changes. Read by whoever reads the concern.
    ConcernAddition = "ConcernAddition", node, |addition, _call| {
        /// The addition's id, for example `concern_addition_01j…`. Never changes.
        base "id": ConcernAdditionId = addition.0.base().id;
        /// What was added.
        lens(ConcernDetail) "text": String = |row| Some(row.text.clone());
        /// The level from then on, if it was given.
        lens(ConcernDetail) "level": ConcernLevel = |row| row.level;
        /// In which role it was added.
        base "addedByRole": Role = addition.0.base().added_by_role;
        /// By which profession it was added; null for a parent.
        base "addedByDiscipline": Option<Discipline> = addition.0.base().added_by_role.discipline();
        /// Who added it.
        one(Identity) "addedBy": ConcernAuthor = added_by;
        /// When it was added.
        base "createdAt": DateTime = DateTime(addition.0.base().created_at);
        /// The same: an addition never changes.
        base "updatedAt": DateTime = DateTime(addition.0.base().updated_at);
        /// The concern.
        one "concern": Concern = loader::concerns;
    }
}

/// Who raised a concern or added to it.
#[derive(Debug, Clone)]
pub struct ConcernAuthor {
    /// In which role.
    pub role: Role,
    /// Which practitioner, if it was one.
    pub practitioner: Option<PractitionerId>,
    /// Their name, where it is for the viewer.
    pub name: Option<String>,
}

wire! {
    /// Who raised a concern or added to it.
    ConcernAuthor = "ConcernAuthor", value, |author, _call| {
        /// In which role they spoke.
        base "role": Role = author.role;
        /// For which profession; null for a parent or guest.
        base "discipline": Option<Discipline> = author.role.discipline();
        /// Their name; null where it is not for you: one parent does not read the name of another.
        base "name": Option<String> = author.name.clone();
        /// The practitioner as in the directory; null for a parent.
        one "practitioner": Practitioner = practitioner;
    }
}

async fn raised_by(batch: &[Concern], call: &Call<'_>) -> Result<Vec<Option<ConcernAuthor>>> {
    let spoke = |concern: &Concern| {
        let row = concern.0.base();
        let practitioner = row.raised_by_practitioner_id.map(|id| id.0);
        let entry = practitioner.or(row.raised_by_carer_id.map(|id| id.0));
        (row.raised_by_role, entry.unwrap_or(Uuid::nil()))
    };
    loader::authors(batch.iter().map(spoke), call).await
}

async fn added_by(batch: &[ConcernAddition], call: &Call<'_>) -> Result<Vec<Option<ConcernAuthor>>> {
    let spoke = |addition: &ConcernAddition| {
        let row = addition.0.base();
        (row.added_by_role, row.added_by_id)
    };
    loader::authors(batch.iter().map(spoke), call).await
}

async fn practitioner(batch: &[ConcernAuthor], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|author| author.practitioner), call).await
}

async fn external_ids(batch: &[Concern], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    identifier::loader::external_ids(batch.iter().map(|concern| concern.0.base().id), call).await
}

async fn review(batch: &[Concern], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|concern| concern.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(batch: &'a [Concern], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<ConcernAccess>>>> {
    ready(
        batch
            .iter()
            .map(|concern| Some(ConcernAccess(concern.0.clone())))
            .collect(),
    )
}

//! What several acts on children read.

use async_graphql::MaybeUndefined;
use entity::enums::{ReviewStatus, ValueSet};
use entity::ids::{ChildId, TypedId};
use entity::{identifier, organisation, practitioner, review, role_assignment};
use sea_orm::ColumnTrait;

use crate::domain::child::rules::{Candidate, Placement};
use crate::gql::reference::{OrganisationRef, PractitionerRef};
use crate::problem::Result;
use crate::store::Tx;

/// Where a child is to be placed, as references.
pub struct Places {
    pub health_team: MaybeUndefined<OrganisationRef>,
    pub setting: MaybeUndefined<OrganisationRef>,
    pub named_health_visitor: MaybeUndefined<PractitionerRef>,
    pub key_person: MaybeUndefined<PractitionerRef>,
}

impl Places {
    /// The rows behind the references.
    pub async fn read(self, tx: &Tx) -> Result<Placement> {
        Ok(Placement {
            health_team: organisation(tx, self.health_team, "healthTeam").await?,
            setting: organisation(tx, self.setting, "setting").await?,
            named_health_visitor: candidate(tx, self.named_health_visitor, "namedHealthVisitor").await?,
            key_person: candidate(tx, self.key_person, "keyPerson").await?,
        })
    }
}

async fn organisation(
    tx: &Tx,
    wish: MaybeUndefined<OrganisationRef>,
    field: &str,
) -> Result<MaybeUndefined<organisation::Model>> {
    Ok(match wish {
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Value(reference) => {
            let path = ["input", field];
            let row = tx.get::<organisation::Entity>(&reference.into(), &path).await?;
            MaybeUndefined::Value(row)
        }
    })
}

async fn candidate(
    tx: &Tx,
    wish: MaybeUndefined<PractitionerRef>,
    field: &str,
) -> Result<MaybeUndefined<Candidate>> {
    let reference = match wish {
        MaybeUndefined::Undefined => return Ok(MaybeUndefined::Undefined),
        MaybeUndefined::Null => return Ok(MaybeUndefined::Null),
        MaybeUndefined::Value(reference) => reference,
    };
    let person = tx
        .get::<practitioner::Entity>(&reference.into(), &["input", field])
        .await?;
    let held = role_assignment::Column::PractitionerId.eq(person.id);
    let roles = tx.all(tx.see::<role_assignment::Entity>().filter(held)).await?;
    Ok(MaybeUndefined::Value(Candidate { person, roles }))
}

/// The reviews of a child.
pub async fn reviews(tx: &Tx, child: ChildId) -> Result<Vec<review::Model>> {
    let of_child = review::Column::ChildId.eq(child);
    tx.all(tx.see::<review::Entity>().filter(of_child)).await
}

/// The reviews of a child that are still being worked on.
pub async fn open_reviews(tx: &Tx, child: ChildId) -> Result<Vec<review::Model>> {
    let open = ReviewStatus::ALL
        .iter()
        .copied()
        .filter(|status| status.is_open());
    let seen = tx
        .see::<review::Entity>()
        .filter(review::Column::ChildId.eq(child))
        .filter(review::Column::Status.is_in(open));
    tx.all(seen).await
}

/// The identifiers of a child.
pub async fn identifiers(tx: &Tx, child: ChildId) -> Result<Vec<identifier::Model>> {
    let of_child = identifier::Column::SubjectId.eq(child.uuid());
    tx.all(tx.see::<identifier::Entity>().filter(of_child)).await
}

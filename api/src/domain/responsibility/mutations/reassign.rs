//! Naming who has a responsibility.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{DirectoryStatus, Role};
use entity::ids::ResponsibilityId;
use entity::{practitioner, responsibility, role_assignment};
use sea_orm::ColumnTrait;

use super::decider;
use crate::domain::responsibility::{Responsibility, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{PractitionerRef, ResponsibilityRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference, Tx};

/// Who is named for it.
#[derive(Debug, Clone, InputObject)]
pub struct ResponsibilityReassignInput {
    /// Who: in use, and in a role of the responsible party. Nobody in particular if absent: then it is the party's.
    pub practitioner: Option<PractitionerRef>,
}

payload! {
    /// What came of `responsibilityReassign`.
    ResponsibilityReassignPayload {
        /// The responsibility.
        responsibility: Responsibility over responsibility
    }
}

/// Naming who has a responsibility.
#[derive(Default)]
pub struct ResponsibilityReassignMutation;

#[Object]
impl ResponsibilityReassignMutation {
    /// Name who in particular has a responsibility, or leave it to the party.
    async fn responsibility_reassign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The responsibility.")] responsibility: ResponsibilityRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who is named for it.")] input: ResponsibilityReassignInput,
    ) -> Result<ResponsibilityReassignPayload> {
        let arguments = Arguments::default()
            .with("responsibility", &responsibility)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ResponsibilityReassign>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = reassign(&attempt, (responsibility.into(), expected_version), input).await;
        Ok(attempt
            .settle::<responsibility::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn reassign(
    attempt: &Attempt<act::ResponsibilityReassign>,
    (responsibility, expected): (Reference<ResponsibilityId>, i32),
    input: ResponsibilityReassignInput,
) -> Result<ResponsibilityId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<responsibility::Entity>(&responsibility, &["responsibility"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let by = decider(&tx, permit.row()).await?;
    let person = match input.practitioner {
        Some(person) => {
            let path = ["input", "practitioner"];
            Some(tx.get::<practitioner::Entity>(&person.into(), &path).await?)
        }
        None => None,
    };
    let roles = roles(&tx, person.as_ref()).await?;
    let named = person.as_ref().map(|person| (person, roles.as_slice()));
    let change = rules::reassign(permit.row(), by, named)?;
    let fact = facts::reassigned(permit.row(), person.as_ref().map(|person| person.id));
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

/// The roles that somebody holds.
async fn roles(tx: &Tx, person: Option<&practitioner::Model>) -> Result<Vec<Role>> {
    use role_assignment::Column as R;
    let Some(person) = person else {
        return Ok(Vec::new());
    };
    let held = tx
        .see::<role_assignment::Entity>()
        .filter(R::PractitionerId.eq(person.id))
        .filter(R::Status.eq(DirectoryStatus::Active));
    Ok(tx.all(held).await?.into_iter().map(|row| row.role).collect())
}

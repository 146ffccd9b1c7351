//! Completing a step that has no act of its own.

use async_graphql::{Context, InputObject, Object};
use entity::ids::ResponsibilityId;
use entity::responsibility;

use crate::domain::responsibility::{Responsibility, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ResponsibilityRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How it was done.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ResponsibilityCompleteInput {
    /// Required of a lead who does it in the place of the responsible party: why. For practitioners; at most 1,000
    /// characters.
    pub in_place_reason: Option<String>,
}

payload! {
    /// What came of `responsibilityComplete`.
    ResponsibilityCompletePayload {
        /// The responsibility.
        responsibility: Responsibility over responsibility
    }
}

/// Completing a step that has no act of its own.
#[derive(Default)]
pub struct ResponsibilityCompleteMutation;

#[Object]
impl ResponsibilityCompleteMutation {
    /// Record that a step without an act of its own has been done: by the responsible party, whoever is named, or who
    /// covers for them; or by a lead, with a reason.
    async fn responsibility_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The responsibility.")] responsibility: ResponsibilityRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How it was done.", default)] input: ResponsibilityCompleteInput,
    ) -> Result<ResponsibilityCompletePayload> {
        let arguments = Arguments::default()
            .with("responsibility", &responsibility)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ResponsibilityComplete>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = complete(&attempt, (responsibility.into(), expected_version)).await;
        Ok(attempt
            .settle::<responsibility::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn complete(
    attempt: &Attempt<act::ResponsibilityComplete>,
    (responsibility, expected): (Reference<ResponsibilityId>, i32),
) -> Result<ResponsibilityId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<responsibility::Entity>(&responsibility, &["responsibility"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::complete(permit.row(), tx.in_place_reason(), tx.settled())?;
    let fact = facts::completed(permit.row());
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

//! Waiving a responsibility.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ResponsibilityStatus;
use entity::ids::ResponsibilityId;
use entity::responsibility;

use super::decider;
use crate::domain::responsibility::{Responsibility, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ResponsibilityRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// Why it is waived.
#[derive(Debug, Clone, InputObject)]
pub struct ResponsibilityWaiveInput {
    /// Why it is not to be done in this review. For practitioners; at most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `responsibilityWaive`.
    ResponsibilityWaivePayload {
        /// The responsibility.
        responsibility: Responsibility over responsibility
    }
}

/// Waiving a responsibility.
#[derive(Default)]
pub struct ResponsibilityWaiveMutation;

#[Object]
impl ResponsibilityWaiveMutation {
    /// Decide that a responsibility is not to be done in this review: a lead of its profession, or, where it is not
    /// required, the party itself.
    async fn responsibility_waive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The responsibility.")] responsibility: ResponsibilityRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why it is waived.")] input: ResponsibilityWaiveInput,
    ) -> Result<ResponsibilityWaivePayload> {
        let arguments = Arguments::default()
            .with("responsibility", &responsibility)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ResponsibilityWaive>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = waive(&attempt, (responsibility.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<responsibility::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn waive(
    attempt: &Attempt<act::ResponsibilityWaive>,
    (responsibility, expected): (Reference<ResponsibilityId>, i32),
    input: &ResponsibilityWaiveInput,
) -> Result<ResponsibilityId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<responsibility::Entity>(&responsibility, &["responsibility"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let by = decider(&tx, permit.row()).await?;
    let change = rules::waive(permit.row(), by, &input.reason, tx.settled())?;
    let fact = facts::moved(
        "responsibility.waived",
        permit.row(),
        ResponsibilityStatus::Waived,
    );
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

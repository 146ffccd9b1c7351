//! Taking back that a responsibility was done or waived.

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

/// Why it is to be done after all.
#[derive(Debug, Clone, InputObject)]
pub struct ResponsibilityReopenInput {
    /// Why. For practitioners; at most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `responsibilityReopen`.
    ResponsibilityReopenPayload {
        /// The responsibility.
        responsibility: Responsibility over responsibility
    }
}

/// Taking back that a responsibility was done or waived.
#[derive(Default)]
pub struct ResponsibilityReopenMutation;

#[Object]
impl ResponsibilityReopenMutation {
    /// Take back that a responsibility was done or waived: it is open again.
    async fn responsibility_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The responsibility.")] responsibility: ResponsibilityRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why it is to be done after all.")] input: ResponsibilityReopenInput,
    ) -> Result<ResponsibilityReopenPayload> {
        let arguments = Arguments::default()
            .with("responsibility", &responsibility)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ResponsibilityReopen>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = reopen(&attempt, (responsibility.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<responsibility::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn reopen(
    attempt: &Attempt<act::ResponsibilityReopen>,
    (responsibility, expected): (Reference<ResponsibilityId>, i32),
    input: &ResponsibilityReopenInput,
) -> Result<ResponsibilityId> {
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<responsibility::Entity>(&responsibility, &["responsibility"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let by = decider(&tx, permit.row()).await?;
    let change = rules::reopen(permit.row(), by, &input.reason)?;
    let fact = facts::moved(
        "responsibility.reopened",
        permit.row(),
        ResponsibilityStatus::Open,
    );
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

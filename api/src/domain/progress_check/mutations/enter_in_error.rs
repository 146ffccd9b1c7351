//! Marking the progress check as entered in error.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReviewStep;
use entity::ids::ProgressCheckId;
use entity::progress_check;

use crate::domain::progress_check::{ProgressCheck, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProgressCheckRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What was in error.
#[derive(Debug, Clone, InputObject)]
pub struct ProgressCheckEnterInErrorInput {
    /// What was in error, read by whoever reads what the check says. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `progressCheckEnterInError`.
    ProgressCheckEnterInErrorPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Marking the progress check as entered in error.
#[derive(Default)]
pub struct ProgressCheckEnterInErrorMutation;

#[Object]
impl ProgressCheckEnterInErrorMutation {
    /// Mark the progress check as entered in error, for example because it is about another child. It is kept for the record;
    /// a new one may be started, and the step of the review is open again.
    async fn progress_check_enter_in_error(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What was in error.")] input: ProgressCheckEnterInErrorInput,
    ) -> Result<ProgressCheckEnterInErrorPayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ProgressCheckEnterInError>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = enter_in_error(&attempt, (progress_check.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn enter_in_error(
    attempt: &Attempt<act::ProgressCheckEnterInError>,
    (check, expected): (Reference<ProgressCheckId>, i32),
    input: &ProgressCheckEnterInErrorInput,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(&check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::enter_in_error(&input.reason)?;
    tx.unfulfil(&permit, ReviewStep::CompleteProgressCheck).await?;
    tx.change(permit, change, facts::entered_in_error()).await?;
    attempt.commit(tx, id).await
}

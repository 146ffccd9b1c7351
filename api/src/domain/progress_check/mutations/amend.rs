//! Adding to the progress check.

use async_graphql::{Context, InputObject, Object};
use entity::ids::ProgressCheckId;
use entity::{progress_check, progress_check_addition};
use sea_orm::ColumnTrait;

use super::writer;
use crate::domain::progress_check::{ProgressCheck, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProgressCheckRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is added to the progress check.
#[derive(Debug, Clone, InputObject)]
pub struct ProgressCheckAmendInput {
    /// What is added, in your words. It cannot be changed later. At most 8,000 characters.
    pub text: String,
}

payload! {
    /// What came of `progressCheckAmend`.
    ProgressCheckAmendPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Adding to the progress check.
#[derive(Default)]
pub struct ProgressCheckAmendMutation;

#[Object]
impl ProgressCheckAmendMutation {
    /// Add to the progress check after it was handed in. What it said stays as it was; the addition stands beside it.
    async fn progress_check_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is added.")] input: ProgressCheckAmendInput,
    ) -> Result<ProgressCheckAmendPayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ProgressCheckAmend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = amend(&attempt, &progress_check.into(), &input).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::ProgressCheckAmend>,
    check: &Reference<ProgressCheckId>,
    input: &ProgressCheckAmendInput,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let id = permit.row().id;
    let writer = writer(&tx);
    writer.must_write(permit.row())?;
    let of_check = progress_check_addition::Column::ProgressCheckId.eq(id);
    let known = tx
        .count(tx.see::<progress_check_addition::Entity>().filter(of_check))
        .await?;
    let addition = rules::add(id, writer, (&input.text, known))?;
    tx.create(&permit, addition, facts::added()).await?;
    tx.change(permit, rules::amended(), facts::amended()).await?;
    attempt.commit(tx, id).await
}

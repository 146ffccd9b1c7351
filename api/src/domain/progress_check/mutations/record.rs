//! Writing the progress check.

use async_graphql::{Context, Object};
use entity::ids::ProgressCheckId;
use entity::progress_check;

use super::{birth, writer};
use crate::domain::progress_check::input::ProgressCheckRecordInput;
use crate::domain::progress_check::{ProgressCheck, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProgressCheckRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `progressCheckRecord`.
    ProgressCheckRecordPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Writing the progress check.
#[derive(Default)]
pub struct ProgressCheckRecordMutation;

#[Object]
impl ProgressCheckRecordMutation {
    /// Write into the progress check while it is in progress: a draft that may be changed until it is handed in. What it says
    /// of a prime area is written with `progressCheckRecordArea`.
    async fn progress_check_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is written; what is absent stays.")] input: ProgressCheckRecordInput,
    ) -> Result<ProgressCheckRecordPayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ProgressCheckRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, (progress_check.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::ProgressCheckRecord>,
    (check, expected): (Reference<ProgressCheckId>, i32),
    input: &ProgressCheckRecordInput,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(&check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    writer(&tx).must_write(permit.row())?;
    let birth = birth(&tx, permit.review().map(|review| review.child_id)).await?;
    let change = rules::record(permit.row(), (birth, tx.today()), input)?;
    tx.change(permit, change, facts::recorded()).await?;
    attempt.commit(tx, id).await
}

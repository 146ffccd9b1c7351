//! Handing in the progress check.

use async_graphql::{Context, Object};
use entity::ids::ProgressCheckId;
use entity::{concern, progress_check, progress_check_area};
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

payload! {
    /// What came of `progressCheckSubmit`.
    ProgressCheckSubmitPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Handing in the progress check.
#[derive(Default)]
pub struct ProgressCheckSubmitMutation;

#[Object]
impl ProgressCheckSubmitMutation {
    /// Hand in the progress check: from then on it is added to, not rewritten. Each prime area must have its judgement,
    /// strengths and strategies, it must have been discussed with the parents, and a targeted plan must be there where there is
    /// a concern about a possible delay, or a significant concern stands in the review. The refusal names what is missing.
    async fn progress_check_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<ProgressCheckSubmitPayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::ProgressCheckSubmit>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = submit(&attempt, (progress_check.into(), expected_version)).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn submit(
    attempt: &Attempt<act::ProgressCheckSubmit>,
    (check, expected): (Reference<ProgressCheckId>, i32),
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(&check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, review) = (permit.row().id, permit.row().review_id);
    writer(&tx).must_write(permit.row())?;
    let of_check = progress_check_area::Column::ProgressCheckId.eq(id);
    let areas = tx
        .all(tx.see::<progress_check_area::Entity>().filter(of_check))
        .await?;
    let of_review = concern::Column::ReviewId.eq(review);
    let concerns = tx.all(tx.see::<concern::Entity>().filter(of_review)).await?;
    let change = rules::submit::submit(permit.row(), (&areas, &concerns), (writer(&tx).by, tx.now()))?;
    tx.change(permit, change, facts::submitted()).await?;
    attempt.commit(tx, id).await
}

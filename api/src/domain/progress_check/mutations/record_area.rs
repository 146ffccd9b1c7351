//! Writing what the progress check says of one prime area.

use async_graphql::{Context, Object};
use entity::ids::ProgressCheckId;
use entity::{progress_check, progress_check_area};
use sea_orm::ColumnTrait;

use super::writer;
use crate::domain::progress_check::input::ProgressCheckRecordAreaInput;
use crate::domain::progress_check::{ProgressCheck, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProgressCheckRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `progressCheckRecordArea`.
    ProgressCheckRecordAreaPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Writing what the progress check says of one prime area.
#[derive(Default)]
pub struct ProgressCheckRecordAreaMutation;

#[Object]
impl ProgressCheckRecordAreaMutation {
    /// Write what the progress check says of one prime area, while it is in progress. It counts as an edit of the check, so
    /// that nobody hands in what they have not read.
    async fn progress_check_record_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is written of one prime area; what is absent stays.")]
        input: ProgressCheckRecordAreaInput,
    ) -> Result<ProgressCheckRecordAreaPayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ProgressCheckRecordArea>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, (progress_check.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::ProgressCheckRecordArea>,
    (check, expected): (Reference<ProgressCheckId>, i32),
    input: &ProgressCheckRecordAreaInput,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(&check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    writer(&tx).must_write(permit.row())?;
    let of_area = tx
        .see::<progress_check_area::Entity>()
        .filter(progress_check_area::Column::ProgressCheckId.eq(id))
        .filter(progress_check_area::Column::Area.eq(input.area));
    let fact = facts::area_recorded(input.area);
    match tx.one(of_area).await? {
        Some(row) => {
            let change = rules::area::again(&row, input)?;
            tx.cascade(&permit, &row, change, fact).await?;
        }
        None => drop(tx.create(&permit, rules::area::first(id, input)?, fact).await?),
    }
    tx.change(permit, progress_check::ActiveModel::default(), facts::recorded())
        .await?;
    attempt.commit(tx, id).await
}

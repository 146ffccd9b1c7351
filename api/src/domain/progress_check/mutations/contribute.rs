//! Saying something for the progress check from another setting.

use async_graphql::{Context, InputObject, Object};
use entity::ids::ProgressCheckId;
use entity::{progress_check, progress_check_contribution};
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

/// What another setting says.
#[derive(Debug, Clone, InputObject)]
pub struct ProgressCheckContributeInput {
    /// What you have seen of the child, in your words. It cannot be changed later. At most 8,000 characters.
    pub text: String,
}

payload! {
    /// What came of `progressCheckContribute`.
    ProgressCheckContributePayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Saying something for the progress check from another setting.
#[derive(Default)]
pub struct ProgressCheckContributeMutation;

#[Object]
impl ProgressCheckContributeMutation {
    /// Say for the progress check what another setting that the child goes to has seen. For practitioners of a second setting
    /// who take part in the review; also after the check was handed in. It stands beside the check, under your name.
    async fn progress_check_contribute(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The progress check.")] progress_check: ProgressCheckRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is said.")] input: ProgressCheckContributeInput,
    ) -> Result<ProgressCheckContributePayload> {
        let arguments = Arguments::default()
            .with("progressCheck", &progress_check)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ProgressCheckContribute>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = contribute(&attempt, &progress_check.into(), &input).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn contribute(
    attempt: &Attempt<act::ProgressCheckContribute>,
    check: &Reference<ProgressCheckId>,
    input: &ProgressCheckContributeInput,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let check = tx
        .lock::<progress_check::Entity>(check, &["progressCheck"])
        .await?;
    let permit = attempt.permit(&mut tx, check).await?;
    let id = permit.row().id;
    let of_check = progress_check_contribution::Column::ProgressCheckId.eq(id);
    let known = tx
        .count(tx.see::<progress_check_contribution::Entity>().filter(of_check))
        .await?;
    let said = rules::contribute(permit.row(), writer(&tx), (&input.text, known))?;
    tx.create(&permit, said, facts::contributed()).await?;
    attempt.commit(tx, id).await
}

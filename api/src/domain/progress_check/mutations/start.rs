//! Starting the progress check.

use async_graphql::{Context, Object};
use entity::ids::{ProgressCheckId, ReviewId};
use entity::{progress_check, review};

use super::writer;
use crate::domain::progress_check::{ProgressCheck, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `progressCheckStart`.
    ProgressCheckStartPayload {
        /// The progress check.
        progress_check: ProgressCheck over progress_check
    }
}

/// Starting the progress check.
#[derive(Default)]
pub struct ProgressCheckStartMutation;

#[Object]
impl ProgressCheckStartMutation {
    /// Start the progress check at two of a review. You are responsible for it from then on, and it is that of the setting in
    /// which you hold your role. A review has one; those that were entered in error do not count.
    async fn progress_check_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<ProgressCheckStartPayload> {
        let arguments = Arguments::default().with("review", &review);
        let attempt =
            ctx.attempt::<act::ProgressCheckStart>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = start(&attempt, &review.into()).await;
        Ok(attempt
            .settle::<progress_check::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn start(
    attempt: &Attempt<act::ProgressCheckStart>,
    review: &Reference<ReviewId>,
) -> Result<ProgressCheckId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let check = rules::start(permit.row(), writer(&tx))?;
    let id = tx.create(&permit, check, facts::started()).await?;
    attempt.commit(tx, id).await
}

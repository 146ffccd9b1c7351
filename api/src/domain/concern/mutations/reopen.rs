//! Taking up a settled concern again.

use async_graphql::{Context, InputObject, Object};
use entity::ids::ConcernId;
use entity::{concern, concern_settlement};
use sea_orm::ColumnTrait;

use super::settler;
use crate::domain::concern::rules::settle as rules;
use crate::domain::concern::{Concern, facts};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ConcernRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// Why a settled concern is taken up again.
#[derive(Debug, Clone, InputObject)]
pub struct ConcernReopenInput {
    /// Why, read by whoever may hear of the outcome. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `concernReopen`.
    ConcernReopenPayload {
        /// The concern, open again.
        concern: Concern over concern
    }
}

/// Taking up a settled concern again.
#[derive(Default)]
pub struct ConcernReopenMutation;

#[Object]
impl ConcernReopenMutation {
    /// Take up a settled concern again, whoever settled it. How it was settled stays on record, with the reason.
    async fn concern_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The concern.")] concern: ConcernRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why.")] input: ConcernReopenInput,
    ) -> Result<ConcernReopenPayload> {
        let arguments = Arguments::default()
            .with("concern", &concern)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ConcernReopen>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = reopen(&attempt, (concern.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<concern::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn reopen(
    attempt: &Attempt<act::ConcernReopen>,
    (concern, expected): (Reference<ConcernId>, i32),
    input: &ConcernReopenInput,
) -> Result<ConcernId> {
    use concern_settlement::Column as S;
    let mut tx = attempt.begin().await?;
    let row = tx.lock::<concern::Entity>(&concern, &["concern"]).await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, sensitivity) = (permit.row().id, permit.row().sensitivity);
    let stands = tx
        .see::<concern_settlement::Entity>()
        .filter(S::ConcernId.eq(id))
        .filter(S::ReopenedAt.is_null());
    let standing = rules::standing(tx.one(stands).await?)?;
    let set_aside = rules::reopen(settler(&tx), &input.reason, tx.now())?;
    tx.cascade(&permit, &standing, set_aside, facts::outcome_set_aside(id))
        .await?;
    tx.change(permit, rules::reopened(), facts::reopened(sensitivity))
        .await?;
    attempt.commit(tx, id).await
}

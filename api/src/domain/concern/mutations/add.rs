//! Adding to a concern.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ConcernLevel;
use entity::ids::ConcernId;
use entity::{concern, concern_addition};
use sea_orm::ColumnTrait;

use super::author;
use crate::domain::concern::{Concern, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ConcernRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is added.
#[derive(Debug, Clone, InputObject)]
pub struct ConcernAddInput {
    /// What is added, in your words. It cannot be changed later. At most 8,000 characters.
    pub text: String,
    /// The level from now on. Anybody who may add may raise it; lower it may only the side that raised the concern.
    pub level: Option<ConcernLevel>,
}

payload! {
    /// What came of `concernAdd`.
    ConcernAddPayload {
        /// The concern, with its additions.
        concern: Concern over concern
    }
}

/// Adding to a concern.
#[derive(Default)]
pub struct ConcernAddMutation;

#[Object]
impl ConcernAddMutation {
    /// Add to a concern, and say if it weighs differently now. The original and the earlier additions stay.
    async fn concern_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The concern.")] concern: ConcernRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is added.")] input: ConcernAddInput,
    ) -> Result<ConcernAddPayload> {
        let arguments = Arguments::default()
            .with("concern", &concern)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ConcernAdd>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = add(&attempt, &concern.into(), &input).await;
        Ok(attempt
            .settle::<concern::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn add(
    attempt: &Attempt<act::ConcernAdd>,
    concern: &Reference<ConcernId>,
    input: &ConcernAddInput,
) -> Result<ConcernId> {
    let mut tx = attempt.begin().await?;
    let row = tx.lock::<concern::Entity>(concern, &["concern"]).await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let (id, sensitivity) = (permit.row().id, permit.row().sensitivity);
    let author = author(&tx, permit.review().map(|review| review.child_id)).await?;
    let of_concern = concern_addition::Column::ConcernId.eq(id);
    let known = tx
        .count(tx.see::<concern_addition::Entity>().filter(of_concern))
        .await?;
    let addition = rules::add(id, author, &input.text, input.level, known)?;
    let weighed = rules::weigh(permit.row(), author.role, input.level)?;
    tx.create(&permit, addition, facts::added(id, sensitivity))
        .await?;
    if let Some(change) = weighed {
        tx.change(permit, change, facts::weighed(sensitivity)).await?;
    }
    attempt.commit(tx, id).await
}

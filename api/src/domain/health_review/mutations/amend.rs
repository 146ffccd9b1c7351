//! Adding to the health half.

use async_graphql::{Context, InputObject, Object};
use entity::ids::HealthReviewId;
use entity::{health_review, health_review_addition};
use sea_orm::ColumnTrait;

use super::practitioner;
use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is added to the health half.
#[derive(Debug, Clone, InputObject)]
pub struct HealthReviewAmendInput {
    /// What is added, in your words. It cannot be changed later. At most 8,000 characters.
    pub text: String,
}

payload! {
    /// What came of `healthReviewAmend`.
    HealthReviewAmendPayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Adding to the health half.
#[derive(Default)]
pub struct HealthReviewAmendMutation;

#[Object]
impl HealthReviewAmendMutation {
    /// Add to the health half after it was handed in. What it said stays as it was; the addition stands beside it. A score
    /// is corrected with `assessmentAmend`.
    async fn health_review_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is added.")] input: HealthReviewAmendInput,
    ) -> Result<HealthReviewAmendPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::HealthReviewAmend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = amend(&attempt, &health_review.into(), &input).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::HealthReviewAmend>,
    half: &Reference<HealthReviewId>,
    input: &HealthReviewAmendInput,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let id = permit.row().id;
    let author = (practitioner(&tx), tx.caller().viewer.role());
    let of_half = health_review_addition::Column::HealthReviewId.eq(id);
    let known = tx
        .count(tx.see::<health_review_addition::Entity>().filter(of_half))
        .await?;
    let addition = rules::add(id, author, &input.text, known)?;
    tx.create(&permit, addition, facts::added()).await?;
    tx.change(permit, rules::amended(), facts::amended()).await?;
    attempt.commit(tx, id).await
}

//! Changing the delivery model.

use async_graphql::{Context, InputObject, Object};
use entity::enums::DeliveryModel;
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Which model the review is to follow.
#[derive(Debug, Clone, InputObject)]
pub struct ReviewChangeModelInput {
    /// The model. Every model but HEALTH_ONLY needs a child who is in an early years setting.
    pub delivery_model: DeliveryModel,
    /// Why it changes. Free text, at most 1,000 characters; the family can read it.
    pub reason: Option<String>,
}

payload! {
    /// What came of `reviewChangeModel`.
    ReviewChangeModelPayload {
        /// The review.
        review: Review over review
    }
}

/// Changing the delivery model.
#[derive(Default)]
pub struct ReviewChangeModelMutation;

#[Object]
impl ReviewChangeModelMutation {
    /// Change the delivery model. What has been contributed stays, and so do the participants.
    async fn review_change_model(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Which model the review is to follow.")] input: ReviewChangeModelInput,
    ) -> Result<ReviewChangeModelPayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ReviewChangeModel>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, _| {
                let model = input.delivery_model;
                let change = rules::change_model(row, model, input.reason.as_deref())?;
                Ok((change, facts::model_changed(row.delivery_model, model)))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

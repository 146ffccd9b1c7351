//! Changing the delivery model.

use async_graphql::{Context, InputObject, Object};
use entity::enums::DeliveryModel;
use entity::ids::ReviewId;
use entity::{child, responsibility, review};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;

use crate::domain::protocol::{loader as protocols, steps};
use crate::domain::responsibility::facts as of_responsibility;
use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Permit, Reference, Tx};

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
    /// Change the delivery model. What has been contributed stays, and so do the participants. The open responsibilities
    /// come to follow the protocol of the new model; those that are done or waived stay.
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
        let outcome = change(&attempt, (review.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn change(
    attempt: &Attempt<act::ReviewChangeModel>,
    (review, expected): (Reference<ReviewId>, i32),
    input: &ReviewChangeModelInput,
) -> Result<ReviewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(&review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (row, model) = (permit.row().clone(), input.delivery_model);
    let followed = protocols::followed(&tx, model).await?;
    let change = rules::change_model(&row, (model, &followed), input.reason.as_deref())?;
    follow(&mut tx, &permit, &followed).await?;
    let fact = facts::model_changed(row.delivery_model, model);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, row.id).await
}

/// Brings the responsibilities in line with another protocol.
async fn follow(
    tx: &mut Tx,
    permit: &Permit<act::ReviewChangeModel>,
    followed: &steps::Followed,
) -> Result<()> {
    let review = permit.row();
    let child = tx
        .see::<child::Entity>()
        .filter(child::Column::Id.eq(review.child_id));
    let child = tx.one(child).await?;
    let of_review = responsibility::Column::ReviewId.eq(review.id);
    let rows = tx
        .all(tx.see::<responsibility::Entity>().filter(of_review))
        .await?;
    let case = steps::Case {
        due_on: review.due_on,
        today: tx.today(),
        named: child.as_ref().map(steps::Named::from).unwrap_or_default(),
    };
    let plan = steps::replan(&rows, followed, case);
    for (row, change) in plan.changed {
        let fact = of_responsibility::replanned(&row, &change);
        tx.cascade(permit, &row, change, fact).await?;
    }
    let new = plan.new.into_iter().map(|row| {
        let row = responsibility::ActiveModel {
            id: Set(tx.new_id()),
            review_id: Set(review.id),
            ..row
        };
        (row, None)
    });
    let new = new.collect();
    tx.create_all(permit, new).await
}

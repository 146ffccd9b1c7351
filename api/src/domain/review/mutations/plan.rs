//! Planning a review.

use async_graphql::{Context, InputObject, Object};
use entity::enums::DeliveryModel;
use entity::ids::ReviewId;
use entity::{authority, child, organisation, responsibility, review};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;

use crate::domain::protocol::{loader as protocols, steps as plan};
use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{self, ChildRef, ExternalIdInput};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What a new review is to be.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReviewPlanInput {
    /// The delivery model; by default the setting's, else the authority's.
    pub delivery_model: Option<DeliveryModel>,
    /// When it is due; by default at 27 months of age.
    pub due_on: Option<Date>,
    /// Your system's identifier of the review.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `reviewPlan`.
    ReviewPlanPayload {
        /// The review.
        review: Review over review
    }
}

/// Planning a review.
#[derive(Default)]
pub struct ReviewPlanMutation;

#[Object]
impl ReviewPlanMutation {
    /// Plan the integrated review of a child: one a child and age cycle. Its responsibilities follow from the protocol of
    /// the delivery model that is in force today.
    async fn review_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the review is to be.", default)] input: ReviewPlanInput,
    ) -> Result<ReviewPlanPayload> {
        let arguments = Arguments::default().with("child", &child).with("input", &input);
        let attempt = ctx.attempt::<act::ReviewPlan>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = plan(&attempt, child.into(), &input).await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn plan(
    attempt: &Attempt<act::ReviewPlan>,
    child: Reference<entity::ids::ChildId>,
    input: &ReviewPlanInput,
) -> Result<ReviewId> {
    let external = reference::external(input.external_id.as_ref())?;
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(&child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let authority = tx.one(tx.see::<authority::Entity>()).await?;
    let authority = authority.ok_or_else(|| crate::problem::Problem::not_found(["child"]))?;
    let setting = match permit.row().setting_id {
        Some(id) => {
            tx.one(
                tx.see::<organisation::Entity>()
                    .filter(organisation::Column::Id.eq(id)),
            )
            .await?
        }
        None => None,
    };
    let model = rules::model(input.delivery_model, &authority, setting.as_ref())?;
    let wish = rules::Wish {
        model: Some(model),
        due_on: input.due_on.map(|date| date.0),
    };
    let followed = protocols::followed(&tx, model).await?;
    let review = rules::plan(permit.row(), (model, &followed), wish, tx.today())?;
    let steps = plan::of_review(permit.row(), &review, &followed, tx.today());
    let id: ReviewId = tx.create(&permit, review, facts::planned(model)).await?;
    let steps = steps.into_iter().map(|row| {
        let row = responsibility::ActiveModel {
            id: Set(tx.new_id()),
            review_id: Set(id),
            ..row
        };
        (row, None)
    });
    let steps = steps.collect();
    tx.create_all(&permit, steps).await?;
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    attempt.commit(tx, id).await
}

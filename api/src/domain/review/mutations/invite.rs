//! Recording that the family has been invited.

use async_graphql::{Context, InputObject, Object};
use entity::ids::ReviewId;
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How the family was invited.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReviewInviteInput {
    /// When the invitation went out; today if absent.
    pub invited_on: Option<Date>,
}

payload! {
    /// What came of `reviewInvite`.
    ReviewInvitePayload {
        /// The review.
        review: Review over review
    }
}

/// Recording that the family has been invited.
#[derive(Default)]
pub struct ReviewInviteMutation;

#[Object]
impl ReviewInviteMutation {
    /// Record that the family has been invited to the review.
    async fn review_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How the family was invited.", default)] input: ReviewInviteInput,
    ) -> Result<ReviewInvitePayload> {
        let arguments = Arguments::default()
            .with("review", &review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReviewInvite>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = invite(&attempt, &review.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn invite(
    attempt: &Attempt<act::ReviewInvite>,
    review: &Reference<ReviewId>,
    expected: i32,
    input: &ReviewInviteInput,
) -> Result<ReviewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::invite(input.invited_on.map(|date| date.0), tx.today())?;
    tx.change(
        permit,
        change,
        facts::moved("review.invited", from, entity::enums::ReviewStatus::Invited),
    )
    .await?;
    attempt.commit(tx, id).await
}

//! Recording that the family has been invited.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ReviewStatus;
use entity::review;

use crate::domain::review::{Review, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// How the family was invited.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ReviewInviteInput {
    /// When the invitation went out; today if absent.
    pub invited_on: Option<Date>,
    /// Required of a lead who does it in the place of the party to whom the protocol of the review gives this step: why.
    /// For practitioners; at most 1,000 characters.
    pub in_place_reason: Option<String>,
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
        let outcome = attempt
            .edit::<review::Entity, _>((review.into(), "review"), expected_version, |row, tx| {
                let change = rules::invite(input.invited_on.map(|date| date.0), tx.today())?;
                let fact = facts::moved("review.invited", row.status, ReviewStatus::Invited);
                Ok((change, fact))
            })
            .await;
        Ok(attempt
            .settle::<review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

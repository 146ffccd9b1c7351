//! Declining to answer as a guest.

use async_graphql::{Context, InputObject, Object};
use entity::guest_contribution;
use entity::ids::GuestContributionId;

use super::moves;
use crate::domain::guest_contribution::{GuestContribution, facts, rules};
use crate::domain::participant::guests;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::GuestContributionRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// Why the guest does not answer.
#[derive(Debug, Clone, InputObject)]
pub struct GuestDeclineInput {
    /// Why, so that somebody else can be asked. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `guestDecline`.
    GuestDeclinePayload {
        /// The question.
        guest_contribution: GuestContribution over guest_contribution
    }
}

/// Declining to answer as a guest.
#[derive(Default)]
pub struct GuestDeclineMutation;

#[Object]
impl GuestDeclineMutation {
    /// Say that you do not answer the question that you were asked as a guest. You keep the question in sight until its time
    /// is over, and nothing else of the review.
    async fn guest_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] guest_contribution: GuestContributionRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why the guest does not answer.")] input: GuestDeclineInput,
    ) -> Result<GuestDeclinePayload> {
        let arguments = Arguments::default()
            .with("guestContribution", &guest_contribution)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::GuestDecline>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = decline(&attempt, (guest_contribution.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<guest_contribution::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn decline(
    attempt: &Attempt<act::GuestDecline>,
    (question, expected): (Reference<GuestContributionId>, i32),
    input: &GuestDeclineInput,
) -> Result<GuestContributionId> {
    let mut tx = attempt.begin().await?;
    let question = tx
        .lock::<guest_contribution::Entity>(&question, &["guestContribution"])
        .await?;
    let permit = attempt.permit(&mut tx, question).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::decline(&input.reason)?;
    moves(&mut tx, &permit, "participant.declined", |_| {
        Some(guests::declines())
    })
    .await?;
    tx.change(permit, change, facts::declined(from)).await?;
    attempt.commit(tx, id).await
}

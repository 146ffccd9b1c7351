//! Answering a question as a guest.

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

/// What the guest answers.
#[derive(Debug, Clone, InputObject)]
pub struct GuestContributeInput {
    /// The answer, read by whoever reads the question. At most 8,000 characters.
    pub answer: String,
}

payload! {
    /// What came of `guestContribute`.
    GuestContributePayload {
        /// The question.
        guest_contribution: GuestContribution over guest_contribution
    }
}

/// Answering a question as a guest.
#[derive(Default)]
pub struct GuestContributeMutation;

#[Object]
impl GuestContributeMutation {
    /// Answer the question that you were asked as a guest, or amend your answer, until its time is over. Also after you have
    /// declined. You take part in the review from then on, as a guest.
    async fn guest_contribute(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] guest_contribution: GuestContributionRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the guest answers.")] input: GuestContributeInput,
    ) -> Result<GuestContributePayload> {
        let arguments = Arguments::default()
            .with("guestContribution", &guest_contribution)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::GuestContribute>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = contribute(&attempt, (guest_contribution.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<guest_contribution::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn contribute(
    attempt: &Attempt<act::GuestContribute>,
    (question, expected): (Reference<GuestContributionId>, i32),
    input: &GuestContributeInput,
) -> Result<GuestContributionId> {
    let mut tx = attempt.begin().await?;
    let question = tx
        .lock::<guest_contribution::Entity>(&question, &["guestContribution"])
        .await?;
    let permit = attempt.permit(&mut tx, question).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::contribute(permit.row(), &input.answer, tx.now())?;
    moves(&mut tx, &permit, "participant.accepted", guests::answers).await?;
    tx.change(permit, change, facts::contributed(from)).await?;
    attempt.commit(tx, id).await
}

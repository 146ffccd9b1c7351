//! Taking a question to a guest back.

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

/// Why the question is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct GuestRevokeInput {
    /// Why, for practitioners. At most 1,000 characters.
    pub reason: String,
}

payload! {
    /// What came of `guestRevoke`.
    GuestRevokePayload {
        /// The question.
        guest_contribution: GuestContribution over guest_contribution
    }
}

/// Taking a question to a guest back.
#[derive(Default)]
pub struct GuestRevokeMutation;

#[Object]
impl GuestRevokeMutation {
    /// Take a question to a guest back: whoever asked it, or a service lead. From the next request on the guest sees nothing.
    /// An answer that was given stays.
    async fn guest_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] guest_contribution: GuestContributionRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why the question is taken back.")] input: GuestRevokeInput,
    ) -> Result<GuestRevokePayload> {
        let arguments = Arguments::default()
            .with("guestContribution", &guest_contribution)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::GuestRevoke>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = revoke(&attempt, (guest_contribution.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<guest_contribution::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn revoke(
    attempt: &Attempt<act::GuestRevoke>,
    (question, expected): (Reference<GuestContributionId>, i32),
    input: &GuestRevokeInput,
) -> Result<GuestContributionId> {
    let mut tx = attempt.begin().await?;
    let question = tx
        .lock::<guest_contribution::Entity>(&question, &["guestContribution"])
        .await?;
    let permit = attempt.permit(&mut tx, question).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let change = rules::revoke(&input.reason)?;
    moves(&mut tx, &permit, "participant.removed", guests::leaves).await?;
    tx.change(permit, change, facts::revoked(from)).await?;
    attempt.commit(tx, id).await
}

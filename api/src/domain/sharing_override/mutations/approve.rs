//! Approving an override.

use async_graphql::{Context, Object};
use entity::sharing_override;

use super::person;
use crate::domain::sharing_override::{SharingOverride, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::SharingOverrideRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `sharingOverrideApprove`.
    SharingOverrideApprovePayload {
        /// The override.
        sharing_override: SharingOverride over sharing_override
    }
}

/// Approving an override.
#[derive(Default)]
pub struct SharingOverrideApproveMutation;

#[Object]
impl SharingOverrideApproveMutation {
    /// Approve an override that somebody else has asked for: from then on, until its last day, the practitioner whom it
    /// names reads what was handed in of the half, as far as they take part in the review.
    async fn sharing_override_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The override.")] sharing_override: SharingOverrideRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<SharingOverrideApprovePayload> {
        let arguments = Arguments::default()
            .with("sharingOverride", &sharing_override)
            .with("expectedVersion", &expected_version);
        let attempt =
            ctx.attempt::<act::SharingOverrideApprove>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<sharing_override::Entity, _>(
                (sharing_override.into(), "sharingOverride"),
                expected_version,
                |row, tx| {
                    let change = rules::approve(row, person(tx), (tx.now(), tx.today()))?;
                    Ok((change, facts::approved()))
                },
            )
            .await;
        Ok(attempt
            .settle::<sharing_override::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

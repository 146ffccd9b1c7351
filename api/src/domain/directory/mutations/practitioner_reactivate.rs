//! Taking a practitioner back into use.

use async_graphql::{Context, Object};
use entity::enums::DirectoryStatus;
use entity::practitioner;

use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `practitionerReactivate`.
    PractitionerReactivatePayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Taking a practitioner back into use.
#[derive(Default)]
pub struct PractitionerReactivateMutation;

#[Object]
impl PractitionerReactivateMutation {
    /// Take a practitioner or a system back into use, without a role: give one with `practitionerAssignRole`.
    async fn practitioner_reactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PractitionerReactivatePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerReactivate>(idempotency_key.as_deref(), &given)?;
        let reference = (practitioner.into(), "practitioner");
        let outcome = attempt
            .edit::<practitioner::Entity, _>(reference, expected_version, |_, _| {
                let status = DirectoryStatus::Active;
                let fact = facts::status("practitioner.reactivated", status);
                Ok((rules::practitioner::with_status(status), fact))
            })
            .await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

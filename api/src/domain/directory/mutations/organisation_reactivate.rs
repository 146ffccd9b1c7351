//! Taking an organisation back into use.

use async_graphql::{Context, Object};
use entity::enums::DirectoryStatus;
use entity::organisation;

use crate::domain::directory::{Organisation, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::OrganisationRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `organisationReactivate`.
    OrganisationReactivatePayload {
        /// The organisation.
        organisation: Organisation over organisation
    }
}

/// Taking an organisation back into use.
#[derive(Default)]
pub struct OrganisationReactivateMutation;

#[Object]
impl OrganisationReactivateMutation {
    /// Take an organisation back into use, as it was.
    async fn organisation_reactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation.")] organisation: OrganisationRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<OrganisationReactivatePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::OrganisationReactivate>(idempotency_key.as_deref(), &given)?;
        let reference = (organisation.into(), "organisation");
        let outcome = attempt
            .edit::<organisation::Entity, _>(reference, expected_version, |_, _| {
                let fact = facts::status("organisation.reactivated", DirectoryStatus::Active);
                Ok((rules::organisation::reactivate(), fact))
            })
            .await;
        Ok(attempt
            .settle::<organisation::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

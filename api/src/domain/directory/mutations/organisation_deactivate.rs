//! Taking an organisation out of use.

use async_graphql::{Context, Object};
use entity::enums::DirectoryStatus;
use entity::ids::OrganisationId;
use entity::organisation;

use crate::domain::directory::{Organisation, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::OrganisationRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `organisationDeactivate`.
    OrganisationDeactivatePayload {
        /// The organisation.
        organisation: Organisation over organisation
    }
}

/// Taking an organisation out of use.
#[derive(Default)]
pub struct OrganisationDeactivateMutation;

#[Object]
impl OrganisationDeactivateMutation {
    /// Take an organisation out of use. Refused with `STILL_IN_USE` while roles, linked settings, children, open reviews
    /// or undecided referrals depend on it; `missing` counts them.
    async fn organisation_deactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation.")] organisation: OrganisationRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<OrganisationDeactivatePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::OrganisationDeactivate>(idempotency_key.as_deref(), &given)?;
        let outcome = deactivate(&attempt, &organisation.into(), expected_version).await;
        Ok(attempt
            .settle::<organisation::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn deactivate(
    attempt: &Attempt<act::OrganisationDeactivate>,
    organisation: &Reference<OrganisationId>,
    expected: i32,
) -> Result<OrganisationId> {
    let mut tx = attempt.begin().await?;
    let organisation = tx
        .lock::<organisation::Entity>(organisation, &["organisation"])
        .await?;
    let permit = attempt.permit(&mut tx, organisation).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::organisation::deactivate(tx.uses_of(id).await?)?;
    let fact = facts::status("organisation.deactivated", DirectoryStatus::Inactive);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

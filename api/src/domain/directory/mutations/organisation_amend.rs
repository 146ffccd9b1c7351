//! Changing the entry of an organisation.

use async_graphql::{Context, Object};
use entity::ids::OrganisationId;
use entity::organisation;

use crate::domain::directory::input::OrganisationAmendInput;
use crate::domain::directory::{Organisation, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::OrganisationRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `organisationAmend`.
    OrganisationAmendPayload {
        /// The organisation.
        organisation: Organisation over organisation
    }
}

/// Changing the entry of an organisation.
#[derive(Default)]
pub struct OrganisationAmendMutation;

#[Object]
impl OrganisationAmendMutation {
    /// Change the entry of an organisation. The people of a setting change its name and how to reach it.
    async fn organisation_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation.")] organisation: OrganisationRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes.")] input: OrganisationAmendInput,
    ) -> Result<OrganisationAmendPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::OrganisationAmend>(idempotency_key.as_deref(), &given)?;
        let outcome = amend(&attempt, &organisation.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<organisation::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::OrganisationAmend>,
    organisation: &Reference<OrganisationId>,
    expected: i32,
    input: &OrganisationAmendInput,
) -> Result<OrganisationId> {
    let mut tx = attempt.begin().await?;
    let organisation = tx
        .lock::<organisation::Entity>(organisation, &["organisation"])
        .await?;
    let permit = attempt.permit(&mut tx, organisation).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::organisation::amend(permit.row(), tx.caller().viewer.role(), input)?;
    super::identify(&mut tx, &permit, id, input.external_id.as_ref()).await?;
    tx.change(permit, change, facts::amended("organisation.amended"))
        .await?;
    attempt.commit(tx, id).await
}

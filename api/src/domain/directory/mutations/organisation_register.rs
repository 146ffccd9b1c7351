//! Entering an organisation.

use async_graphql::{Context, Object};
use entity::ids::OrganisationId;
use entity::organisation;

use crate::domain::directory::input::OrganisationRegisterInput;
use crate::domain::directory::{Organisation, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::Attempt;

payload! {
    /// What came of `organisationRegister`.
    OrganisationRegisterPayload {
        /// The organisation.
        organisation: Organisation over organisation
    }
}

/// Entering an organisation.
#[derive(Default)]
pub struct OrganisationRegisterMutation;

#[Object]
impl OrganisationRegisterMutation {
    /// Enter a health provider, an early years setting or a service that receives referrals in the directory.
    async fn organisation_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What it is and how to reach it.")] input: OrganisationRegisterInput,
    ) -> Result<OrganisationRegisterPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::OrganisationRegister>(idempotency_key.as_deref(), &given)?;
        let outcome = register(&attempt, &input).await;
        Ok(attempt
            .settle::<organisation::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn register(
    attempt: &Attempt<act::OrganisationRegister>,
    input: &OrganisationRegisterInput,
) -> Result<OrganisationId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let organisation = rules::organisation::register(input)?;
    let fact = facts::organisation_registered(input.kind);
    let id: OrganisationId = tx.create(&permit, organisation, fact).await?;
    super::identify(&mut tx, &permit, id, input.external_id.as_ref()).await?;
    attempt.commit(tx, id).await
}

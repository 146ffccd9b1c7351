//! Changing what the authority says of itself.

use async_graphql::{Context, InputObject, Object};
use entity::authority;
use entity::enums::DeliveryModel;
use entity::ids::AuthorityId;

use crate::domain::authority::{Authority, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::Attempt;

/// Changes to the authority: what is left out stays.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AuthorityAmendInput {
    /// Its name.
    pub name: Option<String>,
    /// How the two halves of a review come together where the setting says nothing else. Reviews that are planned
    /// already stay as they are.
    pub default_model: Option<DeliveryModel>,
}

payload! {
    /// What came of `authorityAmend`.
    AuthorityAmendPayload {
        /// The authority.
        authority: Authority over authority
    }
}

/// Changing what the authority says of itself.
#[derive(Default)]
pub struct AuthorityAmendMutation;

#[Object]
impl AuthorityAmendMutation {
    /// Change the name or the default delivery model of your authority.
    async fn authority_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes.")] input: AuthorityAmendInput,
    ) -> Result<AuthorityAmendPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::AuthorityAmend>(idempotency_key.as_deref(), &given)?;
        let outcome = amend(&attempt, expected_version, &input).await;
        Ok(attempt
            .settle::<authority::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::AuthorityAmend>,
    expected: i32,
    input: &AuthorityAmendInput,
) -> Result<AuthorityId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let change = rules::amend(input.name.as_deref(), input.default_model)?;
    tx.change(permit, change, facts::amended(input.default_model))
        .await?;
    attempt.commit(tx, id).await
}

//! Changing what is known of a parent or carer.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};
use entity::carer;
use entity::enums::{CarerRelationship, ParentalResponsibility};
use entity::ids::CarerId;

use crate::domain::carer::{Carer, facts, rules};
use crate::domain::directory::input::SignInInput;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::CarerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is to be changed. What is left out stays; null empties what may be empty.
#[derive(Debug, Clone, InputObject)]
pub struct CarerAmendInput {
    /// Given name; at most 100 characters. Not for parents.
    pub given_name: Option<String>,
    /// Family name; at most 100 characters. Not for parents.
    pub family_name: Option<String>,
    /// The relationship to the child. Not for parents.
    pub relationship: Option<CarerRelationship>,
    /// The legal status; from the next request on, who neither holds nor shares it sees nothing of the child. Not for
    /// parents.
    pub parental_responsibility: Option<ParentalResponsibility>,
    /// The language they prefer.
    pub language: MaybeUndefined<String>,
    /// Whether an interpreter is needed.
    pub interpreter_needed: Option<bool>,
    /// E-mail address.
    pub email: MaybeUndefined<String>,
    /// Telephone number.
    pub phone: MaybeUndefined<String>,
    /// By whose tokens they are known; null ends signing in. Set by health service leads, administrators and systems.
    pub sign_in: MaybeUndefined<SignInInput>,
}

payload! {
    /// What came of `carerAmend`.
    CarerAmendPayload {
        /// The carer.
        carer: Carer over carer
    }
}

/// Changing what is known of a parent or carer.
#[derive(Default)]
pub struct CarerAmendMutation;

#[Object]
impl CarerAmendMutation {
    /// Change what is known of a parent or carer. Parents change how they are reached and spoken with, in their own entry.
    async fn carer_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The parent or carer.")] carer: CarerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is to be changed.")] input: CarerAmendInput,
    ) -> Result<CarerAmendPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::CarerAmend>(idempotency_key.as_deref(), &arguments)?;
        let outcome = amend(&attempt, &carer.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<carer::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::CarerAmend>,
    carer: &Reference<CarerId>,
    expected: i32,
    input: &CarerAmendInput,
) -> Result<CarerId> {
    let mut tx = attempt.begin().await?;
    let carer = tx.lock::<carer::Entity>(carer, &["carer"]).await?;
    let permit = attempt.permit(&mut tx, carer).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let others = super::of_child(&tx, permit.row().child_id).await?;
    let change = rules::amend(permit.row(), input, &others, tx.caller().viewer.role())?;
    let responsibility = input
        .parental_responsibility
        .unwrap_or(permit.row().parental_responsibility);
    tx.change(permit, change, facts::amended(responsibility)).await?;
    attempt.commit(tx, id).await
}

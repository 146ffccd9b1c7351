//! Adding a parent or carer to a child.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{CarerRelationship, ParentalResponsibility};
use entity::ids::{CarerId, ChildId};
use entity::{carer, child};

use crate::domain::carer::{Carer, facts, rules};
use crate::domain::directory::input::SignInInput;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ChildRef, ExternalIdInput};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// A parent or carer who is to be added.
#[derive(Debug, Clone, InputObject)]
pub struct CarerAddInput {
    /// Given name; at most 100 characters.
    pub given_name: String,
    /// Family name; at most 100 characters.
    pub family_name: String,
    /// The relationship to the child.
    pub relationship: CarerRelationship,
    /// The legal status, which does not follow from the relationship. Only HELD and LA_SHARED can sign in.
    pub parental_responsibility: ParentalResponsibility,
    /// The language they prefer.
    pub language: Option<String>,
    /// Whether an interpreter is needed.
    #[graphql(default)]
    pub interpreter_needed: bool,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// By whose tokens they are known, if they are to sign in. Set by health service leads, administrators and systems.
    pub sign_in: Option<SignInInput>,
    /// Your system's identifier of the carer.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `carerAdd`.
    CarerAddPayload {
        /// The carer.
        carer: Carer over carer
    }
}

/// Adding a parent or carer to a child.
#[derive(Default)]
pub struct CarerAddMutation;

#[Object]
impl CarerAddMutation {
    /// Add a parent or carer to a child. A person who cares for two children is added to each, with the same sign-in.
    async fn carer_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The parent or carer.")] input: CarerAddInput,
    ) -> Result<CarerAddPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::CarerAdd>(idempotency_key.as_deref(), &arguments)?;
        let outcome = add(&attempt, &child.into(), &input).await;
        Ok(attempt
            .settle::<carer::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn add(
    attempt: &Attempt<act::CarerAdd>,
    child: &Reference<ChildId>,
    input: &CarerAddInput,
) -> Result<CarerId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let others = super::of_child(&tx, permit.row().id).await?;
    let carer = rules::add(input, &others, tx.caller().viewer.role())?;
    let fact = facts::added(input.relationship, input.parental_responsibility);
    let id: CarerId = tx.create(&permit, carer, fact).await?;
    if let Some(external) = &input.external_id {
        tx.identify(&permit, id, &external.check(&["input", "externalId"])?)
            .await?;
    }
    attempt.commit(tx, id).await
}

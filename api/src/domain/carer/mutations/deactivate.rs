//! Taking a parent or carer off a child.

use async_graphql::{Context, Object};
use entity::carer;

use crate::domain::carer::{Carer, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::CarerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `carerDeactivate`.
    CarerDeactivatePayload {
        /// The carer.
        carer: Carer over carer
    }
}

/// Taking a parent or carer off a child.
#[derive(Default)]
pub struct CarerDeactivateMutation;

#[Object]
impl CarerDeactivateMutation {
    /// Take a parent or carer off the child: they sign in no longer from the next request on. The entry stays in the
    /// record; somebody who comes back is added anew.
    async fn carer_deactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The parent or carer.")] carer: CarerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<CarerDeactivatePayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::CarerDeactivate>(idempotency_key.as_deref(), &arguments)?;
        let outcome = attempt
            .edit::<carer::Entity, _>((carer.into(), "carer"), expected_version, |_, _| {
                Ok((rules::deactivate(), facts::deactivated()))
            })
            .await;
        Ok(attempt
            .settle::<carer::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

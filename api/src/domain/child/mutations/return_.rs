//! Taking back a departure.

use async_graphql::{Context, Object};
use entity::child;
use entity::enums::ChildStatus;

use crate::domain::child::{Child, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `childReturn`.
    ChildReturnPayload {
        /// The child.
        child: Child over child
    }
}

/// Taking back a departure.
#[derive(Default)]
pub struct ChildReturnMutation;

#[Object]
impl ChildReturnMutation {
    /// Take back a departure: the child has come back to the authority, or had never left. Reviews that the departure ended
    /// stay ended. Check where the child is placed.
    async fn child_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<ChildReturnPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildReturn>(idempotency_key.as_deref(), &arguments)?;
        let outcome = attempt
            .edit::<child::Entity, _>((child.into(), "child"), expected_version, |row, _| {
                let fact = facts::moved("child.returned", row.status, ChildStatus::Active);
                Ok((rules::come_back(), fact))
            })
            .await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

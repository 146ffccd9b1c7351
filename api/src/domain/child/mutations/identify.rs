//! Adding an identifier of another system, or replacing the one in use.

use async_graphql::{Context, Object};
use entity::child;
use entity::enums::IdentifierStatus;
use entity::ids::ChildId;

use super::support;
use crate::domain::child::input::ChildIdentifyInput;
use crate::domain::child::{Child, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `childIdentify`.
    ChildIdentifyPayload {
        /// The child.
        child: Child over child
    }
}

/// Adding an identifier of another system, or replacing the one in use.
#[derive(Default)]
pub struct ChildIdentifyMutation;

#[Object]
impl ChildIdentifyMutation {
    /// Add an identifier of another system to a child, or put it in the place of the one in use, which is kept as
    /// superseded. An identifier that another child has is refused with IDENTIFIER_TAKEN.
    async fn child_identify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How another system calls the child.")] input: ChildIdentifyInput,
    ) -> Result<ChildIdentifyPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildIdentify>(idempotency_key.as_deref(), &arguments)?;
        let outcome = identify(&attempt, &child.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn identify(
    attempt: &Attempt<act::ChildIdentify>,
    child: &Reference<ChildId>,
    expected: i32,
    input: &ChildIdentifyInput,
) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let rows = support::identifiers(&tx, id).await?;
    let identified = rules::identify(&rows, input)?;
    for row in &identified.supersede {
        tx.mark(&permit, row, IdentifierStatus::Superseded).await?;
    }
    if let Some(row) = &identified.restore {
        tx.mark(&permit, row, IdentifierStatus::Current).await?;
    }
    if let Some(external) = &identified.add {
        tx.identify(&permit, id, external).await?;
    }
    let fact = facts::identified(identified.supersede.len());
    tx.change(permit, identified.change, fact).await?;
    attempt.commit(tx, id).await
}

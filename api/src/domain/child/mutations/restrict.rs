//! Protecting a child's whereabouts.

use async_graphql::{Context, Object};
use entity::child;
use entity::enums::Restriction;
use entity::ids::ChildId;

use super::support;
use crate::domain::child::input::ChildRestrictInput;
use crate::domain::child::{Child, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `childRestrict`.
    ChildRestrictPayload {
        /// The child.
        child: Child over child
    }
}

/// Protecting a child's whereabouts.
#[derive(Default)]
pub struct ChildRestrictMutation;

#[Object]
impl ChildRestrictMutation {
    /// Protect the child's whereabouts, or lift the protection. From the next request on, address, GP practice, setting,
    /// key person and places of meetings are withheld from everybody, in every review of the child; VERY_RESTRICTED hides
    /// the child from all but the named practitioners, the parties to its reviews and the leads.
    async fn child_restrict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The protection.")] input: ChildRestrictInput,
    ) -> Result<ChildRestrictPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildRestrict>(idempotency_key.as_deref(), &arguments)?;
        let outcome = restrict(&attempt, &child.into(), expected_version, input.restriction).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn restrict(
    attempt: &Attempt<act::ChildRestrict>,
    child: &Reference<ChildId>,
    expected: i32,
    to: Restriction,
) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().restriction);
    let change = rules::restrict(permit.row(), to)?;
    for review in support::reviews(&tx, id).await? {
        let fact = facts::review_followed("review.childRestricted", review.id);
        tx.cascade(&permit, &review, rules::restricted_too(to), fact)
            .await?;
    }
    tx.change(permit, change, facts::restricted(from, to)).await?;
    attempt.commit(tx, id).await
}

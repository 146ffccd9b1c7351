//! Recording that a child has moved away or died.

use async_graphql::{Context, Object};
use entity::child;
use entity::ids::ChildId;

use super::support;
use crate::domain::child::input::ChildDepartInput;
use crate::domain::child::{Child, facts, rules};
use crate::domain::review;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `childDepart`.
    ChildDepartPayload {
        /// The child.
        child: Child over child
    }
}

/// Recording that a child has moved away or died.
#[derive(Default)]
pub struct ChildDepartMutation;

#[Object]
impl ChildDepartMutation {
    /// Record that the child has moved to another authority, or has died. Open reviews end with it, and a meeting that was
    /// still to come is struck. `childReturn` takes it back.
    async fn child_depart(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What happened.")] input: ChildDepartInput,
    ) -> Result<ChildDepartPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildDepart>(idempotency_key.as_deref(), &arguments)?;
        let outcome = depart(&attempt, &child.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn depart(
    attempt: &Attempt<act::ChildDepart>,
    child: &Reference<ChildId>,
    expected: i32,
    input: &ChildDepartInput,
) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, from) = (permit.row().id, permit.row().status);
    let on = input.departed_on.map(|date| date.0);
    let (to, on, change) = rules::depart(permit.row(), input.departure, on, tx.today())?;
    for row in support::open_reviews(&tx, id).await? {
        let (end, status, ended) = rules::ended(&row, input.departure, (on, tx.now()));
        tx.cascade(&permit, &row, ended, review::facts::ended(end, status))
            .await?;
    }
    tx.change(permit, change, facts::moved("child.departed", from, to))
        .await?;
    attempt.commit(tx, id).await
}

//! Correcting a child's particulars.

use async_graphql::{Context, Object};
use entity::child;
use entity::enums::IdentifierStatus;
use entity::ids::ChildId;
use sea_orm::ActiveValue::Set;

use super::support;
use crate::codes::NhsNumber;
use crate::domain::child::input::ChildAmendInput;
use crate::domain::child::{Child, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `childAmend`.
    ChildAmendPayload {
        /// The child.
        child: Child over child
    }
}

/// Correcting a child's particulars.
#[derive(Default)]
pub struct ChildAmendMutation;

#[Object]
impl ChildAmendMutation {
    /// Correct a child's particulars. What is left out stays as it is; null empties a field.
    async fn child_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is to be corrected.")] input: ChildAmendInput,
    ) -> Result<ChildAmendPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildAmend>(idempotency_key.as_deref(), &arguments)?;
        let outcome = amend(&attempt, &child.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::ChildAmend>,
    child: &Reference<ChildId>,
    expected: i32,
    input: &ChildAmendInput,
) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let has_number = support::identifiers(&tx, id)
        .await?
        .iter()
        .any(|row| row.system == NhsNumber::SYSTEM && row.status == IdentifierStatus::Current);
    let change = rules::amend(permit.row(), input, has_number, tx.today())?;
    if let Set(birth) = change.birth_date {
        for review in support::open_reviews(&tx, id).await? {
            let Some(moved) = rules::window_moved(&review, birth) else {
                continue;
            };
            let fact = facts::review_followed("review.windowMoved", review.id);
            tx.cascade(&permit, &review, moved, fact).await?;
        }
    }
    tx.change(permit, change, facts::amended()).await?;
    attempt.commit(tx, id).await
}

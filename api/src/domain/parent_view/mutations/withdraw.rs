//! Taking a parent's or carer's own account back.

use async_graphql::{Context, InputObject, Object};
use entity::parent_view;

use crate::domain::parent_view::{ParentView, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParentViewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// Why an account is taken back.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ParentViewWithdrawInput {
    /// Why, if they said so: nobody needs to. At most 1,000 characters.
    pub reason: Option<String>,
}

payload! {
    /// What came of `parentViewWithdraw`.
    ParentViewWithdrawPayload {
        /// The account.
        parent_view: ParentView over parent_view
    }
}

/// Taking a parent's or carer's own account back.
#[derive(Default)]
pub struct ParentViewWithdrawMutation;

#[Object]
impl ParentViewWithdrawMutation {
    /// Take an account back: your own as the parent, or one that you recorded, as whoever gave it has asked you to. What it
    /// says is no longer shown to anybody; that there was one stays on record. Also after the review has ended.
    async fn parent_view_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] parent_view: ParentViewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Why, if they said so.", default)] input: ParentViewWithdrawInput,
    ) -> Result<ParentViewWithdrawPayload> {
        let arguments = Arguments::default()
            .with("parentView", &parent_view)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::ParentViewWithdraw>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<parent_view::Entity, _>(
                (parent_view.into(), "parentView"),
                expected_version,
                |row, tx| {
                    let change = rules::withdraw(input.reason.as_deref(), tx.today())?;
                    Ok((change, facts::withdrawn(row.carer_id)))
                },
            )
            .await;
        Ok(attempt
            .settle::<parent_view::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

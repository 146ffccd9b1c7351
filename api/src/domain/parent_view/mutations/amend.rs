//! Amending a parent's or carer's own account.

use async_graphql::{Context, Object};
use entity::parent_view;

use crate::domain::parent_view::input::ParentViewAmendInput;
use crate::domain::parent_view::{ParentView, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ParentViewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

payload! {
    /// What came of `parentViewAmend`.
    ParentViewAmendPayload {
        /// The account.
        parent_view: ParentView over parent_view
    }
}

/// Amending a parent's or carer's own account.
#[derive(Default)]
pub struct ParentViewAmendMutation;

#[Object]
impl ParentViewAmendMutation {
    /// Amend an account: your own as the parent, whoever wrote it down, or one that you recorded for a parent or carer. What a
    /// parent has amended themselves is theirs alone from then on.
    async fn parent_view_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] parent_view: ParentViewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is to be changed.")] input: ParentViewAmendInput,
    ) -> Result<ParentViewAmendPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ParentViewAmend>(idempotency_key.as_deref(), &arguments)?;
        let outcome = attempt
            .edit::<parent_view::Entity, _>(
                (parent_view.into(), "parentView"),
                expected_version,
                |row, tx| {
                    let change = rules::amend(row, tx.caller().viewer.role(), &input)?;
                    Ok((change, facts::amended(row.carer_id)))
                },
            )
            .await;
        Ok(attempt
            .settle::<parent_view::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

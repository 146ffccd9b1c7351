//! Looking at the parents' own accounts.

use async_graphql::{Context, Object};
use entity::parent_view;

use super::types::ParentView;
use crate::gql::context::ContextExt;
use crate::gql::reference::ParentViewRef;
use crate::problem::Result;

/// Looking at the parents' own accounts.
#[derive(Default)]
pub struct ParentViewQueries;

#[Object]
impl ParentViewQueries {
    /// One parent's or carer's own account, or null where there is none that you may see. Those of a review are at
    /// `Review.parentViews`.
    async fn parent_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] parent_view: ParentViewRef,
    ) -> Option<Result<ParentView>> {
        ctx.reader()
            .find::<parent_view::Entity>(parent_view.into())
            .await
            .map(|found| found.map(ParentView))
            .transpose()
    }
}

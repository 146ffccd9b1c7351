//! Looking at carers.

use async_graphql::{Context, Object};
use entity::carer;

use super::types::Carer;
use crate::gql::context::ContextExt;
use crate::gql::reference::CarerRef;
use crate::problem::Result;

/// Looking at carers. They are listed with their child.
#[derive(Default)]
pub struct CarerQueries;

#[Object]
impl CarerQueries {
    /// One parent or carer, or null where there is none that you may see.
    async fn carer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] carer: CarerRef,
    ) -> Option<Result<Carer>> {
        ctx.reader()
            .find::<carer::Entity>(carer.into())
            .await
            .map(|found| found.map(Carer))
            .transpose()
    }
}

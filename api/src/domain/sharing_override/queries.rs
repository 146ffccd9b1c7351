//! Looking at overrides.

use async_graphql::{Context, Object};
use entity::sharing_override;

use super::types::SharingOverride;
use crate::gql::context::ContextExt;
use crate::gql::reference::SharingOverrideRef;
use crate::problem::Result;

/// Looking at overrides.
#[derive(Default)]
pub struct SharingOverrideQueries;

#[Object]
impl SharingOverrideQueries {
    /// One safeguarding override, or null where there is none that you may see. Those of a child are at
    /// `Child.sharingOverrides`.
    async fn sharing_override(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] sharing_override: SharingOverrideRef,
    ) -> Option<Result<SharingOverride>> {
        ctx.reader()
            .find::<sharing_override::Entity>(sharing_override.into())
            .await
            .map(|found| found.map(SharingOverride))
            .transpose()
    }
}

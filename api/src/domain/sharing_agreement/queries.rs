//! Looking at what parents have answered.

use async_graphql::{Context, Object};
use entity::sharing_agreement;

use super::types::SharingAgreement;
use crate::gql::context::ContextExt;
use crate::gql::reference::SharingAgreementRef;
use crate::problem::Result;

/// Looking at what parents have answered.
#[derive(Default)]
pub struct SharingAgreementQueries;

#[Object]
impl SharingAgreementQueries {
    /// One answer of the parents to being asked whether something is shared, or null where there is none that you may see.
    /// Those of a child are at `Child.sharingAgreements`.
    async fn sharing_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] sharing_agreement: SharingAgreementRef,
    ) -> Option<Result<SharingAgreement>> {
        ctx.reader()
            .find::<sharing_agreement::Entity>(sharing_agreement.into())
            .await
            .map(|found| found.map(SharingAgreement))
            .transpose()
    }
}

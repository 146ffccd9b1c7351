//! Looking at the authority.

use async_graphql::{Context, Object};
use entity::authority;

use super::types::Authority;
use crate::gql::context::ContextExt;
use crate::problem::Result;

/// Looking at the authority.
#[derive(Default)]
pub struct AuthorityQueries;

#[Object]
impl AuthorityQueries {
    /// The authority of your token. Nobody sees another.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        let reader = ctx.reader();
        reader
            .one(reader.see::<authority::Entity>())
            .await
            .map(|found| found.map(Authority))
            .transpose()
    }
}

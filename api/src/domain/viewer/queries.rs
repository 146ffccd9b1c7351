//! Who am I?

use async_graphql::{Context, Object};
use entity::authority;

use super::types::Viewer;
use crate::domain::authority::Authority;
use crate::gql::context::ContextExt;
use crate::problem::{Problem, Result};

/// Who am I?
#[derive(Default)]
pub struct ViewerQueries;

#[Object]
impl ViewerQueries {
    /// You: who you are by your token and the directory, and what you may begin.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        let reader = ctx.reader();
        let found = reader.one(reader.see::<authority::Entity>()).await?;
        found
            .map(|row| Viewer(Authority(row)))
            .ok_or_else(|| Problem::not_found(["viewer"]))
    }
}

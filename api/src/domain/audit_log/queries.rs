//! Asking who did and saw what.

use async_graphql::{Context, Object};

use super::filter::AuditFilter;
use super::types::AuditEntry;
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::scalars::Cursor;
use crate::policy::relation;
use crate::policy::trail::reads_trail;
use crate::problem::{Code, Problem, Result};
use crate::store::PageRequest;

/// Asking who did and saw what.
#[derive(Default)]
pub struct AuditQueries;

#[Object]
impl AuditQueries {
    /// Who did and saw what in the authority, the newest first: every act, done or refused, and every answer that showed
    /// something of a child. For Caldicott guardians and administrators. Reading it is itself recorded.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines.")] filter: Option<AuditFilter>,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Option<Result<Connection<AuditEntry>>> {
        let request = page::request(first, after, last, before);
        Some(trail(ctx, filter.unwrap_or_default(), &request).await)
    }
}

async fn trail(ctx: &Context<'_>, filter: AuditFilter, page: &PageRequest) -> Result<Connection<AuditEntry>> {
    if !reads_trail(ctx.viewer().role()) {
        return Err(Problem::failed(
            Code::Forbidden,
            "only a CALDICOTT_GUARDIAN or an AUTHORITY_ADMIN reads the audit trail",
        ));
    }
    let reader = ctx.reader();
    let filter = filter.resolve(reader).await?;
    let total = if ctx.look_ahead().field("totalCount").exists() {
        Some(reader.count_trail(&filter).await?)
    } else {
        None
    };
    let relations = relation::to_authority(ctx.viewer().who(), ctx.viewer().authority());
    let asked = filter.child;
    let entry = |line| AuditEntry {
        line,
        asked,
        relations,
    };
    Ok(Connection::new(reader.trail(&filter, page).await?, total, entry))
}

//! Looking into the directory.

use async_graphql::{Context, Object};
use entity::ids::OrganisationId;
use entity::{organisation, practitioner};

use super::filter::{OrganisationFilter, OrganisationOrder, PractitionerFilter, PractitionerOrder};
use super::types::{Organisation, Practitioner};
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::reference::{OrganisationRef, PractitionerRef};
use crate::gql::scalars::Cursor;
use crate::problem::{Problem, Result};
use crate::store::Reader;

/// Looking into the directory.
#[derive(Default)]
pub struct DirectoryQueries;

#[Object]
impl DirectoryQueries {
    /// One organisation of your authority's directory, or null where there is none.
    async fn organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] organisation: OrganisationRef,
    ) -> Option<Result<Organisation>> {
        ctx.reader()
            .find::<organisation::Entity>(organisation.into())
            .await
            .map(|found| found.map(Organisation))
            .transpose()
    }

    /// The organisations of your authority's directory.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; those in use if nothing is said.")] filter: Option<OrganisationFilter>,
        #[graphql(desc = "In which order.", default)] order_by: OrganisationOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Organisation>> {
        let filter = filter.unwrap_or_default();
        let linked_to = behind(ctx.reader(), filter.linked_to.clone(), "linkedTo").await?;
        let condition = filter.condition(linked_to)?;
        let seen = || {
            ctx.reader()
                .see::<organisation::Entity>()
                .filter(condition.clone())
        };
        let page = page::request(first, after, last, before);
        page::connect(ctx, seen, order_by.keyset(), &page, Organisation).await
    }

    /// One practitioner or system of your authority's directory, or null where there is none.
    async fn practitioner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] practitioner: PractitionerRef,
    ) -> Option<Result<Practitioner>> {
        ctx.reader()
            .find::<practitioner::Entity>(practitioner.into())
            .await
            .map(|found| found.map(Practitioner))
            .transpose()
    }

    /// The practitioners and systems of your authority's directory.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn practitioners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; those in use if nothing is said.")] filter: Option<PractitionerFilter>,
        #[graphql(desc = "In which order.", default)] order_by: PractitionerOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<Practitioner>> {
        let filter = filter.unwrap_or_default();
        let organisation = behind(ctx.reader(), filter.organisation.clone(), "organisation").await?;
        let condition = filter.condition(organisation)?;
        let seen = || {
            ctx.reader()
                .see::<practitioner::Entity>()
                .filter(condition.clone())
        };
        let page = page::request(first, after, last, before);
        page::connect(ctx, seen, order_by.keyset(), &page, Practitioner).await
    }
}

/// The organisation that a filter names.
async fn behind(
    reader: &Reader,
    reference: Option<OrganisationRef>,
    field: &str,
) -> Result<Option<OrganisationId>> {
    let Some(reference) = reference else {
        return Ok(None);
    };
    let found = reader.find::<organisation::Entity>(reference.into()).await?;
    match found {
        Some(found) => Ok(Some(found.base().id)),
        None => Err(Problem::not_found(["filter", field])),
    }
}

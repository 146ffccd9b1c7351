//! Asking who may do what.

use async_graphql::{Context, ID, Object};
use entity::enums::Role;
use entity::ids;

use super::types::{AccessExplanation, MatrixAct};
use crate::gql::context::ContextExt;
use crate::gql::reference::{OrganisationRef, PractitionerRef};
use crate::policy::matrix::RULES;
use crate::policy::render::by_row;
use crate::problem::{Code, Problem, Result};
use crate::store::Reference;

/// Asking who may do what.
#[derive(Default)]
pub struct AccessQueries;

#[Object]
impl AccessQueries {
    /// The responsibility matrix: every act and who may do it. The same table allows and refuses the acts.
    async fn responsibility_matrix(
        &self,
        #[graphql(desc = "Only the acts on this kind of record, for example `review`.")] on: Option<String>,
    ) -> Vec<MatrixAct> {
        let wanted = |rule: &&&'static crate::policy::Rule| on.as_ref().is_none_or(|on| on == rule.on);
        RULES
            .iter()
            .filter(wanted)
            .map(|rule| MatrixAct::from(*rule))
            .collect()
    }

    /// For administrators: why a practitioner in a role may, or may not, act on a record. Null where there is no such
    /// record or practitioner.
    async fn explain_access(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The record: a review, child, participant, responsibility, organisation or practitioner."
        )]
        record: ID,
        #[graphql(desc = "Who.")] practitioner: PractitionerRef,
        #[graphql(desc = "In which of their roles.")] role: Role,
        #[graphql(desc = "In which organisation, where they hold the role in several.")] organisation: Option<
            OrganisationRef,
        >,
    ) -> Option<Result<AccessExplanation>> {
        let place = organisation.map(Into::into);
        explain(ctx, &record, practitioner, (role, place))
            .await
            .transpose()
    }
}

async fn explain(
    ctx: &Context<'_>,
    record: &ID,
    practitioner: PractitionerRef,
    (role, place): (Role, Option<Reference<ids::OrganisationId>>),
) -> Result<Option<AccessExplanation>> {
    if ctx.viewer().role() != Role::AuthorityAdmin {
        return Err(Problem::failed(
            Code::Forbidden,
            "only an AUTHORITY_ADMIN may ask for somebody else's access",
        ));
    }
    let (kind, id) = ids::split(record).ok_or_else(|| {
        Problem::invalid(
            ["record"],
            "is not an id of this API: the kind, an underscore and 26 characters",
        )
    })?;
    let Some(who) = ctx.reader().who(practitioner.into(), role, place).await? else {
        return Ok(None);
    };
    let Some(standing) = ctx.reader().standing(kind, id, &who).await? else {
        return Ok(None);
    };
    ctx.request().report.show(standing.shown);
    let rules = by_row().remove(kind).unwrap_or_default();
    Ok(Some(AccessExplanation::new(
        &rules,
        role,
        standing.relations,
        standing.visible,
        (standing.state, standing.others),
    )))
}

//! From a verified subject to a viewer: token and directory must agree. The one read outside a viewer, in one statement.

use std::sync::Arc;

use entity::enums::{DirectoryStatus, ParentalResponsibility, Role};
use entity::ids::{AuthorityId, CarerId, ChildId, OrganisationId, PractitionerId, TypedId};
use entity::{authority, carer, organisation, practitioner, role_assignment};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult, Order};

use super::{Store, constraint};
use crate::auth::Subject;
use crate::auth::viewer::Viewer;
use crate::codes::{OdsCode, OfstedUrn};
use crate::policy::relation::Who;
use crate::problem::{Code, Problem, Result};

/// The viewer behind a verified subject. Where a token names no organisation, the role must be held in one place.
///
/// # Errors
/// `FORBIDDEN` if the directory does not know the subject, has deactivated the entry, does not give it the role, or not in
/// the organisation that the token names; or if the role is held in several and the token names none.
pub async fn enter(store: &Store, subject: Subject) -> Result<Viewer> {
    let (who, name) = match subject.role() {
        Role::Parent => parent(store, &subject).await?,
        _ => practitioner(store, &subject).await?,
    };
    Ok(Viewer::new(subject, who, name))
}

/// The viewer, ready to be shared.
pub async fn viewer(store: &Store, subject: Subject) -> Result<Arc<Viewer>> {
    enter(store, subject).await.map(Arc::new)
}

/// One text for every reason, so that the answer tells nothing about the directory.
fn unknown() -> Problem {
    Problem::failed(
        Code::Forbidden,
        "the directory of this authority does not give you this role; ask your authority's administrator",
    )
}

/// Only whoever has proved to be the one with several roles learns that there are several.
fn several() -> Problem {
    Problem::failed(
        Code::Forbidden,
        "you hold this role in more than one organisation: your token must say in which, by its organisation claim",
    )
}

/// The one that was found, if any; `several` where there is more than one.
pub(super) fn only<T>(found: Vec<T>, several: impl FnOnce() -> Problem) -> Result<Option<T>> {
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => Err(several()),
        (one, _) => Ok(one),
    }
}

#[derive(FromQueryResult)]
struct Held {
    id: PractitionerId,
    authority_id: AuthorityId,
    given_name: String,
    family_name: String,
    organisation_id: Option<OrganisationId>,
}

#[derive(FromQueryResult)]
struct Parent {
    id: CarerId,
    authority_id: AuthorityId,
    given_name: String,
    family_name: String,
    child_id: ChildId,
}

async fn practitioner(store: &Store, subject: &Subject) -> Result<(Who, String)> {
    use practitioner::Column as P;
    use role_assignment::Column as R;
    let on = Condition::all().add(Expr::col(R::PractitionerId.as_column_ref()).equals(P::Id.as_column_ref()));
    let mut held = Query::select()
        .columns([P::Id, P::AuthorityId, P::GivenName, P::FamilyName].map(|column| column.as_column_ref()))
        .column(R::OrganisationId.as_column_ref())
        .from(practitioner::Entity)
        .inner_join(role_assignment::Entity, on)
        .cond_where(P::AuthorityId.in_subquery(named(subject)))
        .and_where(P::Issuer.eq(subject.issuer()))
        .and_where(P::Subject.eq(subject.subject()))
        .and_where(P::Status.eq(DirectoryStatus::Active))
        .and_where(R::Role.eq(subject.role()))
        .and_where(R::Status.eq(DirectoryStatus::Active))
        .limit(2)
        .to_owned();
    if let Some(organisation) = subject.organisation() {
        held.cond_where(R::OrganisationId.in_subquery(organisations(subject, organisation)?));
    }
    let found: Vec<Held> = rows(store, &held).await?;
    let found = only(found, several)?.ok_or_else(unknown)?;
    let who = Who {
        actor: found.id.0,
        actors: vec![found.id.0],
        authority: found.authority_id,
        role: subject.role(),
        organisation: found.organisation_id,
        children: Vec::new(),
        now: store.inner.clock.now(),
    };
    Ok((
        who,
        format!("{} {}", found.given_name, found.family_name)
            .trim()
            .to_owned(),
    ))
}

/// The organisations that a token's text may mean. Whoever signs tokens knows an organisation by our id, its ODS code or
/// its Ofsted URN. The forms overlap, and one text can be the code of two: then the role must be held in one of them alone.
fn organisations(subject: &Subject, text: &str) -> Result<SelectStatement> {
    use organisation::Column as O;
    let id = OrganisationId::parse(text).ok();
    let ods = OdsCode::parse(text).ok();
    let urn = OfstedUrn::parse(text).ok();
    let any = Condition::any()
        .add_option(id.map(|id| O::Id.eq(id)))
        .add_option(ods.map(|code| O::OdsCode.eq(code.as_str())))
        .add_option(urn.map(|urn| O::OfstedUrn.eq(urn.key())));
    if any.is_empty() {
        return Err(unknown());
    }
    Ok(Query::select()
        .column(O::Id)
        .from(organisation::Entity)
        .cond_where(O::AuthorityId.in_subquery(named(subject)))
        .cond_where(any)
        .to_owned())
}

async fn parent(store: &Store, subject: &Subject) -> Result<(Who, String)> {
    use carer::Column as C;
    if subject.organisation().is_some() {
        return Err(unknown());
    }
    let entries = Query::select()
        .columns([C::Id, C::AuthorityId, C::GivenName, C::FamilyName, C::ChildId])
        .from(carer::Entity)
        .cond_where(C::AuthorityId.in_subquery(named(subject)))
        .and_where(C::Issuer.eq(subject.issuer()))
        .and_where(C::Subject.eq(subject.subject()))
        .and_where(C::Status.eq(DirectoryStatus::Active))
        .and_where(
            C::ParentalResponsibility.is_in([ParentalResponsibility::Held, ParentalResponsibility::LaShared]),
        )
        .order_by(C::Id, Order::Asc)
        .to_owned();
    let found: Vec<Parent> = rows(store, &entries).await?;
    let first = found.first().ok_or_else(unknown)?;
    let who = Who {
        actor: first.id.0,
        actors: found.iter().map(|carer| carer.id.0).collect(),
        authority: first.authority_id,
        role: Role::Parent,
        organisation: None,
        children: found.iter().map(|carer| carer.child_id).collect(),
        now: store.inner.clock.now(),
    };
    Ok((who, format!("{} {}", first.given_name, first.family_name)))
}

/// The authority that the token names.
fn named(subject: &Subject) -> SelectStatement {
    Query::select()
        .column(authority::Column::Id)
        .from(authority::Entity)
        .and_where(authority::Column::GssCode.eq(subject.authority()))
        .to_owned()
}

/// Never from a replica: whoever was deactivated there is out with the next request.
async fn rows<T: FromQueryResult>(store: &Store, query: &SelectStatement) -> Result<Vec<T>> {
    let db = store.inner.current();
    let rows = db.query_all(query).await.map_err(constraint::problem)?;
    rows.iter()
        .map(|row| T::from_query_result(row, "").map_err(constraint::problem))
        .collect()
}

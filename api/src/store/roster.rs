//! From a verified subject to a viewer: token and directory must agree. The one read outside a viewer.

use std::sync::Arc;

use entity::enums::{DirectoryStatus, ParentalResponsibility, Role};
use entity::ids::{AuthorityId, OrganisationId};
use entity::{authority, carer, practitioner, role_assignment};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Store, constraint};
use crate::auth::Subject;
use crate::auth::viewer::Viewer;
use crate::policy::relation::Who;
use crate::problem::{Code, Problem, Result};

/// The viewer behind a verified subject.
///
/// # Errors
/// `FORBIDDEN` if the directory does not know the subject, has deactivated the entry, or does not give it the role.
pub async fn enter(store: &Store, subject: Subject) -> Result<Viewer> {
    let authority = authority::Entity::find()
        .filter(authority::Column::GssCode.eq(subject.authority()))
        .one(&store.inner.writer)
        .await
        .map_err(constraint::problem)?
        .ok_or_else(unknown)?
        .id;
    let found = match subject.role() {
        Role::Parent => parent(store, authority, &subject).await?,
        _ => practitioner(store, authority, &subject).await?,
    };
    let who = Who {
        actor: found.actor,
        actors: found.actors,
        authority,
        role: subject.role(),
        organisation: found.organisation,
        children: found.children,
        now: store.inner.clock.now(),
    };
    Ok(Viewer::new(subject, who, found.name))
}

/// The viewer, ready to be shared.
pub async fn viewer(store: &Store, subject: Subject) -> Result<Arc<Viewer>> {
    enter(store, subject).await.map(Arc::new)
}

struct Found {
    actor: Uuid,
    actors: Vec<Uuid>,
    name: String,
    organisation: Option<OrganisationId>,
    children: Vec<entity::ids::ChildId>,
}

/// One text for every reason, so that the answer tells nothing about the directory.
fn unknown() -> Problem {
    Problem::failed(
        Code::Forbidden,
        "the directory of this authority does not give you this role; ask your authority's administrator",
    )
}

async fn practitioner(store: &Store, authority: AuthorityId, subject: &Subject) -> Result<Found> {
    let (person, role) = practitioner::Entity::find()
        .filter(practitioner::Column::AuthorityId.eq(authority))
        .filter(practitioner::Column::Issuer.eq(subject.issuer()))
        .filter(practitioner::Column::Subject.eq(subject.subject()))
        .filter(practitioner::Column::Status.eq(DirectoryStatus::Active))
        .one(&store.inner.writer)
        .await
        .map_err(constraint::problem)?
        .map(|person| (person, subject.role()))
        .ok_or_else(unknown)?;
    let assignment = role_assignment::Entity::find()
        .filter(role_assignment::Column::PractitionerId.eq(person.id))
        .filter(role_assignment::Column::Role.eq(role))
        .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active))
        .one(&store.inner.writer)
        .await
        .map_err(constraint::problem)?
        .ok_or_else(unknown)?;
    Ok(Found {
        actor: person.id.0,
        actors: vec![person.id.0],
        name: format!("{} {}", person.given_name, person.family_name)
            .trim()
            .to_owned(),
        organisation: assignment.organisation_id,
        children: Vec::new(),
    })
}

async fn parent(store: &Store, authority: AuthorityId, subject: &Subject) -> Result<Found> {
    let carers = carer::Entity::find()
        .filter(carer::Column::AuthorityId.eq(authority))
        .filter(carer::Column::Issuer.eq(subject.issuer()))
        .filter(carer::Column::Subject.eq(subject.subject()))
        .filter(carer::Column::Status.eq(DirectoryStatus::Active))
        .filter(
            carer::Column::ParentalResponsibility
                .is_in([ParentalResponsibility::Held, ParentalResponsibility::LaShared]),
        )
        .order_by_asc(carer::Column::Id)
        .all(&store.inner.writer)
        .await
        .map_err(constraint::problem)?;
    let first = carers.first().ok_or_else(unknown)?;
    Ok(Found {
        actor: first.id.0,
        actors: carers.iter().map(|carer| carer.id.0).collect(),
        name: format!("{} {}", first.given_name, first.family_name),
        organisation: None,
        children: carers.iter().map(|carer| carer.child_id).collect(),
    })
}

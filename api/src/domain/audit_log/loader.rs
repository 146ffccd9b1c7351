//! What belongs to lines of the audit, in one statement a table for any number of them.

use std::collections::HashMap;
use std::sync::Arc;

use entity::enums::{Relation, Role};
use entity::ids::{CarerId, ChildId, PractitionerId};
use sea_orm::prelude::Uuid;

use super::types::{AccessLogEntry, AuditActor, AuditEntry, AuditShown};
use crate::domain::child::Child;
use crate::domain::child::loader::by_ids;
use crate::domain::directory::{Organisation, loader as directory};
use crate::domain::participant::loader as people;
use crate::domain::review::{Review, loader as of_reviews};
use crate::gql::connection::Connection;
use crate::gql::page;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::PageRequest;

/// A page of the looks at each child, the newest first.
pub async fn access_log(
    children: &[Child],
    call: &Call<'_>,
    request: &PageRequest,
) -> Result<Vec<Option<Connection<AccessLogEntry>>>> {
    let reader = &call.walk.request.reader;
    let rows: Vec<_> = children.iter().map(|child| child.0.clone()).collect();
    let pages = reader.looks_at(&rows, request).await?;
    let counted = if call.asks("totalCount") && page::counts(reader.viewer().role()) {
        reader.count_looks_at(&rows).await?
    } else {
        HashMap::new()
    };
    let of = |child: &Child| {
        let id = child.0.base().id;
        let entry = |look| AccessLogEntry(child.0.clone(), Arc::new(look));
        let page = pages.get(&id)?.clone();
        Some(Connection::new(page, counted.get(&id).copied(), entry))
    };
    Ok(children.iter().map(of).collect())
}

/// Where those who looked held their role, as far as it may be told.
pub async fn places_of_lookers(
    entries: &[AccessLogEntry],
    call: &Call<'_>,
) -> Result<Vec<Option<Organisation>>> {
    let of = |entry: &AccessLogEntry| {
        let organisation = entry.1.entry.organisation_id?;
        let lens = entry.0.sight().place_of_lookers();
        call.open(&entry.0, lens).then_some(organisation)
    };
    directory::organisations(entries.iter().map(of), call).await
}

/// Those who looked.
pub async fn lookers(entries: &[AccessLogEntry], call: &Call<'_>) -> Result<Vec<Option<AuditActor>>> {
    let who = |entry: &AccessLogEntry| (entry.1.entry.role, entry.1.entry.actor_id);
    named(entries.iter().map(who).collect(), call).await
}

/// Those who acted or looked.
pub async fn actors(entries: &[AuditEntry], call: &Call<'_>) -> Result<Vec<Option<AuditActor>>> {
    let who = |entry: &AuditEntry| (entry.line.said().role, entry.line.said().actor);
    named(entries.iter().map(who).collect(), call).await
}

/// People in their roles, with their names: parents are entries of children's records, everybody else of the directory.
async fn named(who: Vec<(Role, Uuid)>, call: &Call<'_>) -> Result<Vec<Option<AuditActor>>> {
    let is_parent = |role: Role| role == Role::Parent;
    let practitioners = who.iter().filter(|(role, _)| !is_parent(*role));
    let carers = who.iter().filter(|(role, _)| is_parent(*role));
    let names = people::names(
        practitioners.map(|(_, id)| PractitionerId(*id)).collect(),
        carers.map(|(_, id)| CarerId(*id)).collect(),
        call,
    )
    .await?;
    let actor = |(role, id): &(Role, Uuid)| {
        Some(AuditActor {
            name: names.get(id).cloned(),
            practitioner: (!is_parent(*role)).then_some(PractitionerId(*id)),
        })
    };
    Ok(who.iter().map(actor).collect())
}

/// The children that acts were about.
pub async fn children(entries: &[AuditEntry], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    found(
        entries.iter().map(|entry| entry.line.act()?.child_id).collect(),
        call,
    )
    .await
}

/// The children that looks showed something of.
pub async fn shown_children(shown: &[AuditShown], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    found(shown.iter().map(|shown| Some(shown.child)).collect(), call).await
}

async fn found(ids: Vec<Option<ChildId>>, call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let children = by_ids(ids.iter().flatten().copied(), call).await?;
    Ok(ids.iter().map(|id| children.get(&(*id)?).cloned()).collect())
}

/// The reviews that acts were about.
pub async fn reviews(entries: &[AuditEntry], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let id = |entry: &AuditEntry| entry.line.act()?.review_id;
    let reviews = of_reviews::by_ids(entries.iter().filter_map(id), call).await?;
    Ok(entries
        .iter()
        .map(|entry| reviews.get(&id(entry)?).cloned())
        .collect())
}

macro_rules! of_the_look {
    ($($(#[doc = $doc:literal])+ $name:ident: $ty:ty = |$entry:ident| $get:expr;)+) => {$(
        $(#[doc = $doc])+
        pub fn $name(entries: &[AccessLogEntry], _: &Call<'_>) -> std::future::Ready<Result<Vec<Option<$ty>>>> {
            let get = |$entry: &AccessLogEntry| $get;
            std::future::ready(Ok(entries.iter().map(get).collect()))
        }
    )+};
}

of_the_look! {
    /// How those who looked stood to the child.
    relations: Vec<Relation> = |entry| Some(entry.1.relations.iter().collect());
    /// The names of their operations.
    operations: String = |entry| entry.1.entry.operation.clone();
    /// The names of their clients.
    clients: String = |entry| entry.1.entry.client.clone();
    /// The ids of their requests.
    requests: String = |entry| Some(entry.1.entry.request_id.clone());
}

//! The viewer on the wire.

use entity::child;
use entity::enums::Role;
use entity::ids::PractitionerId;

use crate::domain::authority::{Authority, AuthorityAccess};
use crate::domain::child::Child;
use crate::domain::directory::{Organisation, Practitioner, loader};
use crate::gql::connection::ready;
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::wire;

/// Whoever asks; the rest is in the request.
#[derive(Debug, Clone)]
pub struct Viewer(pub Authority);

wire! {
    /// You, as your token proves and the directory knows you.
    Viewer = "Viewer", value, |_viewer, call| {
        /// Your name in the directory; a parent's as the carer of their child.
        base "name": String = viewer(call).name().to_owned();
        /// The role that your token plays. With another role you need another token.
        base "role": Role = viewer(call).role();
        /// The scopes of your token; they matter for systems alone.
        base "scopes": Vec<String> = viewer(call).subject().scopes().to_vec();
        /// When your token ends; streams end with it.
        base "tokenExpiresAt": DateTime = DateTime(viewer(call).subject().expires_at());
        /// Your authority.
        must "authority": Authority = authority;
        /// Where you hold your role; null for roles of the authority itself.
        one "organisation": Organisation = organisation;
        /// Your entry in the directory; null for parents.
        one "practitioner": Practitioner = practitioner;
        /// A parent's children; empty for everybody else.
        many "children": Child = children;
        /// What you may begin: answered by the same table that allows or refuses the acts.
        must "access": AuthorityAccess = own_access;
    }
}

fn viewer<'a>(call: &'a Call<'_>) -> &'a crate::auth::viewer::Viewer {
    &call.walk.request.caller.viewer
}

fn authority<'a>(viewers: &'a [Viewer], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Authority>>>> {
    ready(viewers.iter().map(|viewer| Some(viewer.0.clone())).collect())
}

fn own_access<'a>(viewers: &'a [Viewer], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<AuthorityAccess>>>> {
    ready(
        viewers
            .iter()
            .map(|viewer| Some(AuthorityAccess(viewer.0.0.clone())))
            .collect(),
    )
}

async fn organisation(viewers: &[Viewer], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    let id = viewer(call).who().organisation;
    loader::organisations(viewers.iter().map(|_| id), call).await
}

async fn practitioner(viewers: &[Viewer], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let who = viewer(call).who();
    let id = Some(PractitionerId(who.actor)).filter(|_| who.role != Role::Parent);
    loader::practitioners(viewers.iter().map(|_| id), call).await
}

async fn children(viewers: &[Viewer], call: &Call<'_>) -> Result<Vec<Option<Vec<Child>>>> {
    let ids = viewer(call).who().children.clone();
    let reader = &call.walk.request.reader;
    let mut rows = reader.among::<child::Entity>(child::Column::Id, ids).await?;
    rows.sort_by_key(|row| (row.base().birth_date, row.base().id));
    let children: Vec<Child> = rows.into_iter().map(Child).collect();
    Ok(viewers.iter().map(|_| Some(children.clone())).collect())
}

//! Looks and acts on the wire.

use std::sync::Arc;

use async_graphql::ID;
use entity::child;
use entity::enums::{AuditKind, AuditOutcome, Lens, Purpose, Relation, Role, ValueSet};
use entity::ids::{ChildId, PractitionerId, encode};

use super::loader;
use crate::domain::child::Child;
use crate::domain::directory::{Organisation, Practitioner, loader as directory};
use crate::domain::review::Review;
use crate::gql::connection::Connected;
use crate::gql::scalars::DateTime;
use crate::gql::wire::Call;
use crate::policy::{Lenses, Relations, Shown};
use crate::problem::Result;
use crate::store::trail::TrailLine;
use crate::store::{Look, Visible};
use crate::wire;

/// Children of a look that are listed at most.
const MOST_SHOWN: usize = 100;

/// A look at a child's record, beside the child.
#[derive(Debug, Clone)]
pub struct AccessLogEntry(pub Visible<child::Model>, pub Arc<Look>);

wire! {
    /// One look at a child's record: an answer that showed something of it.
    AccessLogEntry = "AccessLogEntry", row, |entry, _call| {
        /// The line's name, like `LOOK-5301`: the same as in the audit trail. Never changes.
        base "id": ID = line_name(AuditKind::Look, entry.1.entry.id);
        /// When.
        base "at": DateTime = DateTime(entry.1.entry.at);
        /// In which role.
        base "role": Role = entry.1.entry.role;
        /// What for, as whoever looked said, or as is usual in the role.
        base "purpose": Purpose = entry.1.entry.purpose;
        /// The classes of data that were shown. EXISTENCE: that something is there, and in which state. Parents are told
        /// of the classes that are theirs to read.
        base "lenses": Vec<Lens> = entry.0.sight().told(entry.1.lenses).iter().collect();
        /// Where whoever looked held the role; null for roles of the authority itself and for parents. Withheld from the
        /// parents where the child's whereabouts are protected: whoever looks works near the child.
        one "organisation": Organisation = loader::places_of_lookers;
        /// How whoever looked stood to the child. For Caldicott guardians and service leads.
        later(AccessLogNames) "relations": Vec<Relation> = loader::relations;
        /// Who looked. For Caldicott guardians and service leads.
        one(AccessLogNames) "actor": AuditActor = loader::lookers;
        /// The name of the operation, as the client called it. For Caldicott guardians and service leads.
        later(AccessLogNames) "operation": String = loader::operations;
        /// How the client named itself. For Caldicott guardians and service leads.
        later(AccessLogNames) "client": String = loader::clients;
        /// The id of the request, as it stands in the logs. For Caldicott guardians and service leads.
        later(AccessLogNames) "requestId": String = loader::requests;
    }
}

impl Connected for AccessLogEntry {
    const CONNECTION: &'static str = "AccessLogConnection";
    const EDGE: &'static str = "AccessLogEdge";
}

/// Who acted or looked.
#[derive(Debug, Clone)]
pub struct AuditActor {
    /// Their name.
    pub name: Option<String>,
    /// Their entry in the directory, if they are no parent.
    pub practitioner: Option<PractitionerId>,
}

wire! {
    /// Who acted or looked.
    AuditActor = "AuditActor", value, |actor, _call| {
        /// Their name, as it is now in the directory or the child's record.
        base "name": Option<String> = actor.name.clone();
        /// The practitioner or system as in the directory; null for a parent.
        one "practitioner": Practitioner = practitioners;
    }
}

/// One line of the audit trail.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// The line.
    pub line: TrailLine,
    /// The child that the trail was asked about.
    pub asked: Option<ChildId>,
    /// How the reader stands to the authority's records.
    pub relations: Relations,
}

wire! {
    /// One line of the audit trail: an act or a look. Fields that only acts have are null for looks.
    AuditEntry = "AuditEntry", own, |entry, _call| {
        /// The line's name, like `ACT-812` or `LOOK-5301`: as `audit verify` names it. Never changes.
        base "id": ID = line_name(entry.line.kind(), entry.line.said().id);
        /// Act or look.
        base "kind": AuditKind = entry.line.kind();
        /// When.
        base "at": DateTime = DateTime(entry.line.said().at);
        /// In which role.
        base "role": Role = entry.line.said().role;
        /// Who.
        must "actor": AuditActor = loader::actors;
        /// Where they held the role; null for roles of the authority itself and for parents.
        one "organisation": Organisation = organisations;
        /// What for; null for acts of before it was recorded.
        base "purpose": Option<Purpose> = entry.line.said().purpose;
        /// The name of the operation, as the client called it.
        base "operation": Option<String> = entry.line.said().operation.map(str::to_owned);
        /// How the client named itself.
        base "client": Option<String> = entry.line.said().client.map(str::to_owned);
        /// The id of the request, as it stands in the logs.
        base "requestId": String = entry.line.said().request_id.to_owned();
        /// The mutation; for what the operator of the machine founded, `bootstrap`.
        base "act": Option<String> = entry.line.act().map(|act| act.act.clone());
        /// What became of the act.
        base "outcome": Option<AuditOutcome> = entry.line.act().map(|act| act.outcome);
        /// Why the act was refused, as a code.
        base "reason": Option<String> = entry.line.act().and_then(|act| act.reason.clone());
        /// The line of the responsibility matrix that allowed the act.
        base "matrixLine": Option<String> = entry.line.act().and_then(|act| act.matrix_line.clone());
        /// The record that the act was about, where it was found.
        base "subject": Option<ID> = entry.subject();
        /// The child that the act was about.
        one "child": Child = loader::children;
        /// The review that the act was about.
        one "review": Review = loader::reviews;
        /// Of whom a look showed what; where the trail was asked about one child, of that child alone. The first 100;
        /// empty for an act.
        many "shown": AuditShown = shown;
        /// Of how many children a look showed something; null for an act.
        base "shownCount": Option<i32> = entry.line.shown_count();
    }
}

impl Connected for AuditEntry {
    const CONNECTION: &'static str = "AuditConnection";
    const EDGE: &'static str = "AuditEdge";
}

impl AuditEntry {
    fn subject(&self) -> Option<ID> {
        let act = self.line.act()?;
        let kind = act.subject_type.as_deref()?;
        Some(ID(format!("{kind}_{}", encode(act.subject_id?))))
    }

    /// That somebody acted on a child's record, or looked at that of the child that was asked about.
    fn shows(&self) -> impl Iterator<Item = Shown> {
        let child = self.line.act().and_then(|act| act.child_id).or(self.asked);
        child.into_iter().map(|child| told_of(child, self.relations))
    }
}

/// What a look showed of one child.
#[derive(Debug, Clone)]
pub struct AuditShown {
    /// The child.
    pub child: ChildId,
    lenses: Lenses,
    relations: Relations,
    reader: Relations,
}

wire! {
    /// What a look showed of one child.
    AuditShown = "AuditShown", own, |shown, _call| {
        /// The child.
        one "child": Child = loader::shown_children;
        /// The classes of data. EXISTENCE: that something is there, and in which state.
        base "lenses": Vec<Lens> = shown.lenses.iter().collect();
        /// How whoever looked stood to the child.
        base "relations": Vec<Relation> = shown.relations.iter().collect();
    }
}

impl AuditShown {
    fn shows(&self) -> impl Iterator<Item = Shown> {
        std::iter::once(told_of(self.child, self.reader))
    }
}

/// How a line of the audit is called.
fn line_name(kind: AuditKind, id: i64) -> ID {
    ID(format!("{}-{id}", kind.as_str()))
}

/// Whoever reads the trail is shown who looked at a child.
fn told_of(child: ChildId, relations: Relations) -> Shown {
    Shown {
        child,
        lenses: Lenses::of(&[Lens::AccessLog, Lens::AccessLogNames]),
        relations,
        crossed: None,
    }
}

async fn practitioners(actors: &[AuditActor], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(actors.iter().map(|actor| actor.practitioner), call).await
}

async fn organisations(entries: &[AuditEntry], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    let of = |entry: &AuditEntry| entry.line.said().organisation;
    directory::organisations(entries.iter().map(of), call).await
}

#[expect(clippy::unused_async, reason = "loaders are async, whether they wait or not")]
async fn shown(entries: &[AuditEntry], _: &Call<'_>) -> Result<Vec<Option<Vec<AuditShown>>>> {
    let of_child = |entry: &AuditEntry, child: ChildId| {
        let (lenses, relations) = entry.line.shown_of(child);
        AuditShown {
            child,
            lenses,
            relations,
            reader: entry.relations,
        }
    };
    let of = |entry: &AuditEntry| {
        let wanted = |child: &&ChildId| entry.asked.is_none_or(|asked| asked == **child);
        let children = entry.line.children().iter().filter(wanted).take(MOST_SHOWN);
        Some(children.map(|child| of_child(entry, *child)).collect())
    };
    Ok(entries.iter().map(of).collect())
}

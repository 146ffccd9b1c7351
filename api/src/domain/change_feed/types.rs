//! Changes on the wire, and what else a stream gives.

use std::sync::Arc;

use entity::enums::{ResyncReason, Role};
use entity::ids::ChangeId;
use entity::journal;

use crate::domain::directory::{Practitioner, loader as directory};
use crate::events::presence::Person;
use crate::gql::connection::ready;
use crate::gql::node::Node;
use crate::gql::scalars::{Cursor, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::journal::Position;
use crate::wire;

/// Something that happened to one record.
#[derive(Debug, Clone)]
pub struct Change {
    /// The fact.
    pub row: Arc<journal::Model>,
    /// The record as the viewer may see it now.
    pub subject: Node,
}

/// Facts after which a record no longer counts: a system that keeps a copy takes it out.
const ENDS: &[&str] = &[
    "withdrawn",
    "removed",
    "enteredInError",
    "deactivated",
    "revoked",
    "ended",
];

impl Change {
    /// Its place.
    pub fn position(&self) -> Position {
        Position::of(&self.row)
    }
}

/// Whether a fact of this kind takes its record out of use.
pub fn is_tombstone(kind: &str) -> bool {
    kind.rsplit_once('.').is_some_and(|(_, act)| ENDS.contains(&act))
}

wire! {
    /// Something that happened to one record that you may know of. It holds no data of the record: they are in `subject`, as you
    /// may read them now.
    Change = "Change", value, |change, _call| {
        /// The change's id, the same for everybody and in every stream. Never changes; use it to take each change once.
        base "id": ChangeId = change.position().id();
        /// The place in the feed: give it as `after` to go on from here.
        base "cursor": Cursor = Cursor(change.position().cursor());
        /// When it happened.
        base "occurredAt": DateTime = DateTime(change.row.at);
        /// What happened: the kind of record and the act, for example `concern.raised`.
        base "type": String = change.row.kind.clone();
        /// The id of the record it happened to.
        base "subjectId": String = entity::ids::join(&change.row.subject_type, change.row.subject_id);
        /// The record, as you may read it now; it may have changed again since.
        any "subject": Node = Some(change.subject.clone());
        /// The role in which it was done.
        base "actorRole": Role = change.row.actor_role;
        /// The version of the record after it.
        base "version": i32 = change.row.subject_version;
        /// Whether the record no longer counts after it (withdrawn, removed, entered in error, ended): whoever keeps a copy
        /// takes it out of use.
        base "isTombstone": bool = is_tombstone(&change.row.kind);
    }
}

/// A page of the change feed.
#[derive(Debug, Clone)]
pub struct ChangePage {
    /// The changes.
    pub changes: Vec<Change>,
    /// The place of the last of them, or where the page began.
    pub at: Position,
    /// Whether there are more already.
    pub has_more: bool,
}

wire! {
    /// A page of the change feed. The feed grows at its end alone, so it is read forwards alone.
    ChangePage = "ChangePage", value, |page, _call| {
        /// The changes, in the order in which they were committed.
        many "changes": Change = changes;
        /// Where to go on: the place of the last change, or what was given as `after` where there is none.
        base "cursor": Cursor = Cursor(page.at.cursor());
        /// Whether there are more already.
        base "hasMore": bool = page.has_more;
    }
}

fn changes<'a>(pages: &'a [ChangePage], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Vec<Change>>>>> {
    ready(pages.iter().map(|page| Some(page.changes.clone())).collect())
}

/// A sign of life.
#[derive(Debug, Clone)]
pub struct Heartbeat {
    /// The place of the last change that was given.
    pub at: Position,
}

wire! {
    /// A sign of life, at the beginning of a stream and then every so often, whether something happened or not.
    Heartbeat = "Heartbeat", value, |beat, _call| {
        /// Where this stream stands: give it as `after` to go on from here. It moves only with what you are given.
        base "cursor": Cursor = Cursor(beat.at.cursor());
    }
}

/// The end of a stream that cannot go on.
#[derive(Debug, Clone)]
pub struct ResyncRequired {
    /// Why.
    pub reason: ResyncReason,
    /// From where to go on after reading everything anew.
    pub at: Position,
}

wire! {
    /// The stream ends here and cannot be resumed: read anew what you keep, then subscribe from `cursor`. Nothing is ever left
    /// out silently.
    ResyncRequired = "ResyncRequired", value, |end, _call| {
        /// Why.
        base "reason": ResyncReason = end.reason;
        /// Where the feed stood when the stream ended.
        base "cursor": Cursor = Cursor(end.at.cursor());
    }
}

/// Who is in the room.
#[derive(Debug, Clone)]
pub struct Presence {
    /// Them.
    pub people: Vec<Person>,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Present(pub Person);

wire! {
    /// Who has the pre-meeting open at this moment. Never recorded: gone within seconds when a connection ends.
    Presence = "Presence", value, |room, _call| {
        /// Those who are here, in the order in which they came.
        many "present": Present = present;
    }
}

wire! {
    /// Somebody who has the pre-meeting open at this moment.
    Present = "Present", value, |one, _call| {
        /// The role in which they are here.
        base "role": Role = one.0.role;
        /// Since when.
        base "since": DateTime = DateTime(one.0.since);
        /// Who, with the contact card.
        one "practitioner": Practitioner = practitioner;
    }
}

fn present<'a>(rooms: &'a [Presence], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Vec<Present>>>>> {
    let of = |room: &Presence| Some(room.people.iter().cloned().map(Present).collect());
    ready(rooms.iter().map(of).collect())
}

async fn practitioner(people: &[Present], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(people.iter().map(|one| Some(one.0.practitioner)), call).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_out_of_use_after_these_acts_alone() {
        for kind in [
            "concern.withdrawn",
            "participant.removed",
            "referral.enteredInError",
            "carer.deactivated",
        ] {
            assert!(is_tombstone(kind), "{kind}");
        }
        for kind in [
            "concern.raised",
            "review.planned",
            "withdrawn",
            "responsibility.done",
        ] {
            assert!(!is_tombstone(kind), "{kind}");
        }
    }
}

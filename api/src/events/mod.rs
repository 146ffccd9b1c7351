//! What happens, as it happens: the tail of the journal, the bells that wake those who follow it, and who is present.
//!
//! Each gateway reads the journal once ([`tail`]), whatever the number of those who follow it. In-memory bells and the
//! database's notifications ([`wake`]) only wake: what is given comes from the journal, in its commit-safe order.

pub mod presence;
pub mod tail;
mod wake;

use std::sync::Arc;

use entity::enums::Role;
use entity::ids::{AuthorityId, ChildId, ReviewId};
use entity::journal;
use tokio::task::JoinHandle;

use self::presence::Presence;
use self::tail::Tail;
use crate::store::Store;
use crate::store::journal::Sought;

/// What a stream follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Feed {
    /// Facts.
    Facts(Sought),
    /// The room of a review: its facts, and who is present.
    Room(Sought),
    /// Of these facts those that newly need the viewer.
    Inbox(Sought),
}

/// What a bell is rung for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Everything of an authority.
    Authority(AuthorityId),
    /// A review and its parts.
    Review(ReviewId),
    /// A child.
    Child(ChildId),
}

impl Feed {
    /// What is sought in the journal.
    pub fn sought(&self) -> &Sought {
        match self {
            Self::Facts(sought) | Self::Room(sought) | Self::Inbox(sought) => sought,
        }
    }

    /// The room, where it is one.
    pub fn room(&self) -> Option<ReviewId> {
        match self {
            Self::Room(sought) => sought.review.map(|(review, _)| review),
            _ => None,
        }
    }

    /// For what its bell is rung.
    pub fn topics(&self, authority: AuthorityId) -> Vec<Topic> {
        match self.sought().review {
            Some((review, child)) => vec![Topic::Review(review), Topic::Child(child)],
            None => vec![Topic::Authority(authority)],
        }
    }
}

/// For what a fact rings.
fn rings(row: &journal::Model) -> impl Iterator<Item = Topic> {
    let child = row.child_id.filter(|_| row.review_id.is_none());
    [
        Some(Topic::Authority(row.authority_id)),
        row.review_id.map(Topic::Review),
        child.map(Topic::Child),
    ]
    .into_iter()
    .flatten()
}

/// The live part of a gateway; its tasks end with it.
pub struct Events {
    /// The end of the journal.
    pub tail: Arc<Tail>,
    /// Who is present.
    pub presence: Arc<Presence>,
    tasks: Vec<JoinHandle<()>>,
}

impl Events {
    /// Begins to follow the journal of these databases.
    pub fn start(store: &Store) -> Self {
        let tail = Arc::new(Tail::default());
        let presence = Arc::new(Presence::new(store.clock().clone()));
        let tasks = wake::start(store, &tail, &presence);
        Self {
            tail,
            presence,
            tasks,
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Whether somebody in this role is shown to others as present.
pub fn is_shown(role: Role) -> bool {
    role.discipline().is_some()
}

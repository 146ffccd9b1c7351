//! The only code that executes SQL.
//!
//! - [`Reader`] reads for one viewer: it runs nothing but a [`Seen`], and gives nothing but [`Visible`] rows.
//! - [`Tx`] writes for one viewer: no method without a [`Permit`], and the key is copied from the permit.
//! - [`roster`] turns a verified subject into a viewer; it is the one read outside a viewer.

mod access_log;
mod attempt;
mod audit;
mod batch;
pub mod bootstrap;
mod bulk;
mod carried;
mod connect;
mod constraint;
mod crossing;
mod disclosed;
mod edit;
mod explain;
mod idempotency;
mod identify;
pub mod journal;
mod looks;
mod made;
mod outbox;
mod page;
mod parts;
mod permit;
mod reader;
mod reference;
mod responsible;
pub mod roster;
pub mod seal;
mod seen;
mod shown;
mod sighted;
mod steps;
mod thread;
pub mod trail;
mod turns;
mod tx;
mod uses;
mod visible;
pub mod wake;

use std::sync::Arc;

use sea_orm::{DatabaseBackend, DatabaseConnection};

use crate::auth::viewer::Viewer;
use crate::clock::Clock;
use crate::problem::Result;

pub use attempt::{Attempt, Settled};
pub use bulk::{Bulk, Horizon};
pub use connect::{Counters, DatabaseSettings};
pub use edit::changed;
pub use explain::Standing;
pub use journal::Fact;
pub use looks::Look;
pub use page::{Direction, Keyset, PageRequest, Paged};
pub use parts::Part;
pub use permit::Permit;
pub use reader::Reader;
pub use reference::Reference;
pub use seen::Seen;
pub use sighted::Sighted;
pub use tx::{Locked, Tx};
pub use uses::Uses;
pub use visible::Visible;

/// The databases of one gateway and what is shared by its requests.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    /// PostgreSQL: a connection of its own, so that the record of answers never waits for the requests that make them.
    /// SQLite: the writer.
    recording: DatabaseConnection,
    recorder: access_log::Recorder,
    /// A connection of its own for the tail of the journal and for what gateways tell each other: it never waits for
    /// requests, and is not counted among what they cost.
    following: DatabaseConnection,
    turns: Option<Arc<turns::Turns>>,
    clock: Clock,
    parts: parts::Cache,
    counters: Arc<Counters>,
    wake: tokio::sync::watch::Sender<u64>,
    /// Where PostgreSQL is, for the connection that listens.
    url: String,
    /// Whether other gateways are heard.
    listening: std::sync::atomic::AtomicBool,
}

impl Inner {
    /// A connection that sees every commit at once: not a replica. SQLite's readers do; its writer may be busy.
    fn current(&self) -> &DatabaseConnection {
        match self.writer.get_database_backend() {
            DatabaseBackend::Sqlite => &self.reader,
            _ => &self.writer,
        }
    }
}

impl Store {
    /// The turn to write, where writers take turns.
    async fn turn(&self) -> Result<Option<turns::Turn>> {
        match &self.inner.turns {
            Some(turns) => turns.wait().await.map(Some),
            None => Ok(None),
        }
    }

    /// The clock of this gateway.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// How many SQL statements have been run, and how long they took.
    pub fn counters(&self) -> &Counters {
        &self.inner.counters
    }

    /// A reader for one request of this viewer.
    pub fn reader(&self, viewer: Arc<Viewer>) -> Reader {
        Reader::new(self.clone(), viewer)
    }

    /// Told after each commit of this gateway: a hint that the journal has grown, never the truth itself.
    pub fn woken(&self) -> tokio::sync::watch::Receiver<u64> {
        self.inner.wake.subscribe()
    }
}

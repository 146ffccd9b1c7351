//! What one request carries through the resolvers.

use std::sync::Arc;

use async_graphql::Context;
use tokio::sync::OnceCell;

use super::report::Report;
use crate::auth::viewer::{Caller, Viewer};
use crate::policy::Act;
use crate::problem::Result;
use crate::store::journal::Position;
use crate::store::{Attempt, Reader, Store};

/// What one request carries.
pub struct RequestContext {
    /// The databases.
    pub store: Store,
    /// Who asks.
    pub caller: Caller,
    /// Reads for them.
    pub reader: Reader,
    /// What was shown and what was withheld.
    pub report: Report,
    position: OnceCell<Position>,
}

impl RequestContext {
    /// The context of one request.
    pub fn new(store: Store, caller: Caller) -> Self {
        let reader = store.reader(Arc::clone(&caller.viewer));
        Self {
            store,
            caller,
            reader,
            report: Report::default(),
            position: OnceCell::new(),
        }
    }

    /// Where the change feed stands: read once a request, by the engine before anything else where it is asked for.
    pub async fn position(&self) -> Result<Position> {
        let read = || self.store.journal_head();
        self.position.get_or_try_init(read).await.copied()
    }
}

/// How resolvers reach what the request carries.
pub trait ContextExt {
    /// What the request carries.
    fn request(&self) -> &RequestContext;

    /// Reads for the caller.
    fn reader(&self) -> &Reader {
        &self.request().reader
    }

    /// Who asks.
    fn viewer(&self) -> &Viewer {
        &self.request().caller.viewer
    }

    /// The day, in England.
    fn today(&self) -> chrono::NaiveDate {
        self.request().store.clock().today()
    }

    /// An attempt at an act. `input` is everything that its idempotency key stands for.
    fn attempt<A: Act>(&self, key: Option<&str>, input: &async_graphql::Value) -> Result<Attempt<A>> {
        let request = self.request();
        Attempt::new(&request.store, &request.caller, key, input)
    }
}

impl ContextExt for Context<'_> {
    fn request(&self) -> &RequestContext {
        self.data_unchecked::<Arc<RequestContext>>()
    }
}

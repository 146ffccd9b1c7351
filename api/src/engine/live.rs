//! Streams: who follows what, and with whom.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

use async_graphql::Response;
use entity::enums::ValueSet;
use entity::ids::PractitionerId;
use futures::StreamExt;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep};
use tokio_util::task::AbortOnDropHandle;

use super::alarm::Alarm;
use super::follower::Follower;
use super::group::{For, Group, Operation};
use crate::auth::viewer::{Caller, Viewer};
use crate::document::{Limits, Prepared};
use crate::domain::change_feed::{Delivery, Wanted};
use crate::events::presence::Here;
use crate::events::{Events, is_shown};
use crate::gql::context::RequestContext;
use crate::http::{Stream, StreamSettings};
use crate::problem::{Problem, Result};
use crate::schema::Gateway;
use crate::store::journal::Position;
use crate::store::{Store, roster};

/// How long a stream waits for a database that is away, and how often it looks.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
pub(super) const AGAIN: Duration = Duration::from_millis(200);

/// What all streams of a gateway share.
pub(super) struct Live {
    pub store: Store,
    pub schema: Gateway,
    pub events: Events,
    pub limits: Limits,
    pub settings: StreamSettings,
    pub alarm: Alarm,
    runtime: Handle,
    groups: Mutex<HashMap<String, Weak<Group>>>,
}

impl Live {
    pub fn new(store: Store, schema: Gateway, limits: Limits, settings: StreamSettings) -> Self {
        Self {
            events: Events::start(&store),
            alarm: Alarm::start(store.clock()),
            runtime: Handle::current(),
            store,
            schema,
            limits,
            settings,
            groups: Mutex::default(),
        }
    }

    /// Opens a stream, or says why not, as the answer of an execution.
    pub async fn open(
        self: &Arc<Self>,
        asking: For,
        prepared: Prepared,
        after: Option<Position>,
    ) -> Result<Result<Stream, Response>> {
        let viewer = roster::viewer(&self.store, asking.subject.clone()).await?;
        let key = key(&viewer, &asking, &prepared);
        let mut request = prepared.request;
        let document = request
            .parsed_query()
            .map_err(|error| Problem::internal(error.message))?
            .clone();
        let operation = Operation {
            document,
            variables: request.variables.clone(),
            name: request.operation_name.clone(),
            cost: prepared.cost,
        };
        let caller = Caller {
            viewer: Arc::clone(&viewer),
            request_id: Arc::clone(&asking.request_id),
            purpose: asking.purpose,
            client: asking.client.clone(),
            operation: operation.name.as_deref().map(Arc::from),
        };
        let context = Arc::new(RequestContext::new(self.store.clone(), caller));
        let wanted = Arc::new(OnceLock::new());
        let request = request.data(context).data(Delivery::Open(Arc::clone(&wanted)));
        let refused = self.schema.execute_stream(request).next().await;
        let wanted = match (wanted.get(), refused) {
            (Some(wanted), None) => wanted.clone(),
            (_, Some(response)) => return Ok(Err(response)),
            (None, None) => return Err(Problem::internal("a subscription was not opened")),
        };
        let head = self.head().await?;
        let begins = after.or(wanted.after);
        let group = self.group(key, &viewer, &wanted, operation, asking);
        let newest = self.store.journal_head().await?.max(head);
        let gone = begins.filter(|begins| newest < *begins).map(|_| newest);
        let here = self.here(&group, &viewer);
        let expires = viewer.subject().expires_at();
        let follower = Follower::new(
            Arc::clone(self),
            group,
            begins.unwrap_or(head),
            gone,
            expires,
            here,
        );
        Ok(Ok(follower.stream()))
    }

    /// Does what asks the databases, on the threads that outlive connections. It ends with whoever waits for it.
    pub fn work<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> impl Future<Output = Result<T>> + Send + 'static {
        // Begun at once: a stream that waits for it does not keep the room for it.
        let done = AbortOnDropHandle::new(self.runtime.spawn(work));
        async {
            done.await
                .unwrap_or_else(|panicked| Err(Problem::internal(panicked)))
        }
    }

    /// Where the tail stands, once it does.
    async fn head(&self) -> Result<Position> {
        let begun = Instant::now();
        loop {
            if let Some(head) = self.events.tail.head() {
                return Ok(head);
            }
            if PATIENCE < begun.elapsed() {
                return Err(Problem::unavailable(
                    "the journal could not be read since the start",
                ));
            }
            sleep(AGAIN).await;
        }
    }

    fn group(
        &self,
        key: String,
        viewer: &Viewer,
        wanted: &Wanted,
        operation: Operation,
        asking: For,
    ) -> Arc<Group> {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(group) = groups.get(&key).and_then(Weak::upgrade) {
            return group;
        }
        groups.retain(|_, group| group.strong_count() > 0);
        let authority = viewer.authority();
        let group = Arc::new(Group::new(wanted.feed.clone(), authority, operation, asking));
        self.events.tail.hang(&group.bell, &wanted.feed.topics(authority));
        if let Some(room) = wanted.feed.room() {
            self.events.presence.hang(&group.bell, room);
        }
        groups.insert(key, Arc::downgrade(&group));
        group
    }

    /// That the viewer is in the room, where they follow one.
    fn here(&self, group: &Group, viewer: &Viewer) -> Option<Here> {
        let (room, who) = (group.feed.room()?, viewer.who());
        let presence = &self.events.presence;
        is_shown(who.role).then(|| presence.enter(room, PractitionerId(who.actor), who.role))
    }
}

/// What makes two subscriptions the same: the operation, its variables, and all that the viewer's rights and the record of their
/// looks depend on.
fn key(viewer: &Viewer, asking: &For, prepared: &Prepared) -> String {
    let (who, subject) = (viewer.who(), viewer.subject());
    let variables = serde_json::to_string(&prepared.request.variables).unwrap_or_default();
    [
        subject.issuer(),
        subject.subject(),
        subject.authority(),
        who.role.as_str(),
        subject.organisation().unwrap_or_default(),
        &subject.scopes().join(" "),
        &subject.expires_at().timestamp().to_string(),
        asking.purpose.as_str(),
        asking.client.as_deref().unwrap_or_default(),
        &crate::hex::hex(&prepared.fingerprint),
        &variables,
    ]
    .join("\u{1f}")
}

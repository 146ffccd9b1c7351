//! Streams: one task for each, over what its group is given.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

use async_graphql::Response;
use entity::enums::{ResyncReason, ValueSet};
use entity::ids::PractitionerId;
use futures::StreamExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, interval_at, sleep};

use super::group::{For, Given, Group, Next, Operation, is_passing};
use crate::auth::viewer::{Caller, Viewer};
use crate::document::{Limits, Prepared};
use crate::domain::change_feed::{Delivery, Wanted};
use crate::events::presence::{Here, Person};
use crate::events::{Events, is_shown};
use crate::gql::context::RequestContext;
use crate::http::{Stream, StreamSettings, Streamed};
use crate::problem::{Problem, Result};
use crate::schema::Gateway;
use crate::store::journal::Position;
use crate::store::{Store, roster};

/// Items that wait for a slow connection.
const WAITING: usize = 4;
/// Facts that are looked at in one go.
const AT_ONCE: usize = 64;
/// How often a token's end is looked for.
const CHECK: Duration = Duration::from_millis(500);
/// How long a stream waits for a database that is away, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_millis(200);

/// What all streams of a gateway share.
pub(super) struct Live {
    pub store: Store,
    pub schema: Gateway,
    pub events: Events,
    pub limits: Limits,
    pub settings: StreamSettings,
    groups: Mutex<HashMap<String, Weak<Group>>>,
}

impl Live {
    pub fn new(store: Store, schema: Gateway, limits: Limits, settings: StreamSettings) -> Self {
        Self {
            events: Events::start(&store),
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
        let (out, items) = mpsc::channel(WAITING);
        let follower = Follower {
            here: self.here(&group, &viewer),
            expires: viewer.subject().expires_at(),
            live: Arc::clone(self),
            group,
            out,
            at: begins.unwrap_or(head),
            given: begins.unwrap_or(head),
            people: Vec::new(),
            behind: 0,
        };
        let newest = self.store.journal_head().await?.max(head);
        let gone = begins.filter(|begins| newest < *begins).map(|_| newest);
        tokio::spawn(follower.run(gone));
        Ok(Ok(Box::pin(tokio_stream(items))))
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

fn tokio_stream(mut items: mpsc::Receiver<Streamed>) -> impl futures::Stream<Item = Streamed> + Send {
    futures::stream::poll_fn(move |context| items.poll_recv(context))
}

/// Why a stream ends.
enum End {
    /// Nobody is there any more.
    Left,
    /// With this.
    With(Streamed),
}

struct Follower {
    live: Arc<Live>,
    group: Arc<Group>,
    out: mpsc::Sender<Streamed>,
    expires: chrono::DateTime<chrono::Utc>,
    /// How far the journal was looked at.
    at: Position,
    /// The last change that was given, or where the stream began: what is hidden moves nothing that the viewer sees.
    given: Position,
    people: Vec<Person>,
    /// Facts that were made up for from the database.
    behind: u64,
    here: Option<Here>,
}

impl Follower {
    async fn run(mut self, gone: Option<Position>) {
        let end = match gone {
            Some(newest) => self.resync(ResyncReason::HistoryGone, newest).await,
            None => self.follow().await,
        };
        // Whoever is gone from the stream is gone from the room at once, however slowly its end is read.
        drop(self.here.take());
        if let Err(End::With(last)) = end {
            let _ = self.out.send(last).await;
        }
    }

    async fn follow(&mut self) -> Result<(), End> {
        let mut bell = self.group.bell.hear();
        let heartbeat = self.live.settings.heartbeat;
        let mut beat = interval_at(Instant::now() + heartbeat, heartbeat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut check = interval(CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.give(&Next::Heartbeat(self.given)).await?;
        loop {
            bell.borrow_and_update();
            self.catch_up().await?;
            self.look_around().await?;
            tokio::select! {
                _ = bell.changed() => {}
                _ = beat.tick() => drop(self.give(&Next::Heartbeat(self.given)).await?),
                _ = check.tick() => self.in_time()?,
                () = self.out.closed() => return Err(End::Left),
            }
        }
    }

    fn in_time(&self) -> Result<(), End> {
        if self.live.store.clock().now() < self.expires {
            Ok(())
        } else {
            Err(End::With(Streamed::Forbidden))
        }
    }

    /// Gives what has happened since, up to the end of the tail.
    async fn catch_up(&mut self) -> Result<(), End> {
        loop {
            let sought = self.group.feed.sought();
            let authority = self.group.authority;
            let wanted = |row: &entity::journal::Model| row.authority_id == authority && sought.holds(row);
            let (rows, looked) = match self.live.events.tail.after(self.at, AT_ONCE, wanted) {
                Some(found) => found,
                None => self.made_up().await?,
            };
            let more = rows.len() == AT_ONCE;
            for row in rows {
                self.in_time()?;
                let at = Position::of(&row);
                if self.give(&Next::Change(row)).await? {
                    self.given = at;
                }
                self.at = at;
            }
            self.at = self.at.max(looked);
            if !more {
                return Ok(());
            }
        }
    }

    /// The same from the database, for whoever is further behind than what is at hand.
    async fn made_up(&mut self) -> Result<(Vec<Arc<entity::journal::Model>>, Position), End> {
        let head = self.live.events.tail.head().unwrap_or(self.at);
        let most = u64::try_from(AT_ONCE).unwrap_or(u64::MAX);
        let begun = Instant::now();
        let rows = loop {
            match self.read_facts(most).await {
                Ok(rows) => break rows,
                Err(problem) => self.wait(&problem, begun).await?,
            }
        };
        self.behind += u64::try_from(rows.len()).unwrap_or(0);
        if self.live.settings.resync_after < self.behind {
            return match self.resync(ResyncReason::TooFarBehind, head).await {
                Ok(()) => Err(End::Left),
                Err(end) => Err(end),
            };
        }
        let looked = if rows.len() < AT_ONCE { head } else { self.at };
        Ok((rows.into_iter().map(Arc::new).collect(), looked))
    }

    async fn resync(&mut self, reason: ResyncReason, at: Position) -> Result<(), End> {
        self.give(&Next::Resync(reason, at)).await?;
        Err(End::With(Streamed::Complete))
    }

    /// Says who is in the room, where that has changed.
    async fn look_around(&mut self) -> Result<(), End> {
        let Some(room) = self.group.feed.room() else {
            return Ok(());
        };
        let people = self.live.events.presence.people(room);
        if people != self.people {
            self.give(&Next::Presence(people.clone())).await?;
            self.people = people;
        }
        Ok(())
    }

    /// Gives an item; whether the viewer may know of it.
    async fn give(&self, next: &Next) -> Result<bool, End> {
        let begun = Instant::now();
        let given = loop {
            match self.group.give(&self.live, next).await {
                Ok(given) => break given,
                Err(problem) => self.wait(&problem, begun).await?,
            }
        };
        let cursor = match next {
            Next::Change(row) => Some(Position::of(row)),
            Next::Heartbeat(at) => Some(*at),
            _ => None,
        };
        match given {
            Given::Text(result) => {
                let cursor = cursor.map(|at| Arc::from(at.cursor()));
                let sent = self.out.send(Streamed::Next { result, cursor }).await;
                sent.map(|()| true).map_err(|_| End::Left)
            }
            Given::Hidden => Ok(false),
            Given::Gone => Err(End::With(Streamed::Complete)),
        }
    }

    async fn read_facts(&self, most: u64) -> Result<Vec<entity::journal::Model>> {
        let reader = self.group.reader(&self.live).await?;
        reader
            .facts_after(Some(self.at), self.group.feed.sought(), most)
            .await
    }

    /// Waits a moment for what is away: nothing was given yet, so nothing is lost.
    async fn wait(&self, problem: &Problem, begun: Instant) -> Result<(), End> {
        if !is_passing(problem) {
            return Err(End::With(Streamed::Forbidden));
        }
        if PATIENCE < begun.elapsed() {
            return Err(End::With(Streamed::Unavailable));
        }
        self.in_time()?;
        tokio::select! {
            () = sleep(AGAIN) => Ok(()),
            () = self.out.closed() => Err(End::Left),
        }
    }
}

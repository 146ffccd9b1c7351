//! Those who follow the same with the same rights: what they are given is made once for all of them.
//!
//! A group is one operation with its variables, of one viewer. Each item is authorised when it is made: the directory is asked
//! for the viewer, and the record is read through their scope. What was made is kept for a moment only.

use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Name, Response, Variables};
use bytes::Bytes;
use entity::enums::{Purpose, ResyncReason};
use entity::ids::AuthorityId;
use entity::{journal, review};
use futures::future::{BoxFuture, Shared};
use futures::{FutureExt, StreamExt, TryFutureExt};

use super::Live;
use crate::auth::Subject;
use crate::auth::viewer::Caller;
use crate::document::Cost;
use crate::domain::change_feed::{Delivery, Heartbeat, Item, Presence, ResyncRequired, needs, visible};
use crate::events::Feed;
use crate::events::presence::Person;
use crate::events::tail::Bell;
use crate::gql::context::RequestContext;
use crate::gql::mask;
use crate::http::{Answer, Media};
use crate::policy::relation::Who;
use crate::problem::{Code, Problem, Result};
use crate::store::journal::Position;
use crate::store::{Reader, roster};

/// Items that are kept, and for how long: no longer than those who follow together take to fetch them.
const KEPT: usize = 64;
const KEPT_FOR: Duration = Duration::from_millis(500);

/// What is executed.
#[derive(Clone)]
pub(super) struct Operation {
    pub document: ExecutableDocument,
    pub variables: Variables,
    pub name: Option<String>,
    pub cost: Cost,
}

impl Operation {
    pub fn request(&self) -> async_graphql::Request {
        let mut request = async_graphql::Request::new("").variables(self.variables.clone());
        request.operation_name.clone_from(&self.name);
        request.set_parsed_query(self.document.clone());
        request
    }
}

/// For whom.
#[derive(Clone)]
pub(super) struct For {
    pub subject: Subject,
    pub purpose: Purpose,
    pub client: Option<Arc<str>>,
    pub request_id: Arc<str>,
}

/// What is to be given.
#[derive(Debug, Clone)]
pub(super) enum Next {
    Change(Arc<journal::Model>),
    Heartbeat(Position),
    Presence(Vec<Person>),
    Resync(ResyncReason, Position),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    Change(Position),
    Heartbeat(Position),
    Presence(u64),
    Resync,
}

impl Next {
    /// Where a stream stands after it.
    fn place(&self) -> Option<Position> {
        match self {
            Self::Change(row) => Some(Position::of(row)),
            Self::Heartbeat(at) => Some(*at),
            Self::Presence(_) | Self::Resync(..) => None,
        }
    }

    fn slot(&self) -> Slot {
        match self {
            Self::Change(row) => Slot::Change(Position::of(row)),
            Self::Heartbeat(at) => Slot::Heartbeat(*at),
            Self::Presence(people) => {
                let mut hash = DefaultHasher::new();
                for person in people {
                    (person.practitioner, person.role, person.since).hash(&mut hash);
                }
                Slot::Presence(hash.finish())
            }
            Self::Resync(..) => Slot::Resync,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// The execution result, as JSON, and where the stream stands after it.
    Text(Bytes, Option<Arc<str>>),
    /// The viewer may not know of it: nothing is given.
    Hidden,
    /// The viewer may no longer know of what they follow.
    Gone,
}

/// What is being made, for all who wait for it.
type Making = Shared<BoxFuture<'static, Result<Given, Arc<Problem>>>>;

struct Made {
    slot: Slot,
    at: Instant,
    given: Making,
}

/// Those who follow the same with the same rights.
pub(super) struct Group {
    pub feed: Feed,
    pub authority: AuthorityId,
    pub bell: Arc<Bell>,
    operation: Operation,
    asking: For,
    made: Mutex<VecDeque<Made>>,
}

impl Group {
    pub fn new(feed: Feed, authority: AuthorityId, operation: Operation, asking: For) -> Self {
        Self {
            feed,
            authority,
            bell: Arc::default(),
            operation,
            asking,
            made: Mutex::default(),
        }
    }

    /// What is given for this: made now, or a moment ago for another of the group.
    pub async fn give(self: &Arc<Self>, live: &Arc<Live>, next: &Next) -> Result<Given, Arc<Problem>> {
        let making = self.making(live, next);
        let given = making.clone().await;
        if given.is_err() {
            // Whoever tries again has it made again.
            self.made().retain(|made| !made.given.ptr_eq(&making));
        }
        given
    }

    /// Begins to make this, for whoever will ask for it in a moment.
    pub fn begin(self: &Arc<Self>, live: &Arc<Live>, next: &Next) {
        drop(self.making(live, next));
    }

    fn making(self: &Arc<Self>, live: &Arc<Live>, next: &Next) -> Making {
        let (slot, now) = (next.slot(), Instant::now());
        let mut made = self.made();
        while made
            .front()
            .is_some_and(|first| KEPT_FOR <= now.duration_since(first.at))
        {
            made.pop_front();
        }
        if let Some(made) = made.iter().find(|made| made.slot == slot) {
            return made.given.clone();
        }
        if KEPT <= made.len() {
            made.pop_front();
        }
        let (group, by, next) = (Arc::clone(self), Arc::clone(live), next.clone());
        // It gets on by itself: whoever asked first may take nothing in for a while, and the others do not wait for them.
        let making = live.work(async move { group.make(&by, &next).await });
        let given = making.map_err(Arc::new).boxed().shared();
        made.push_back(Made {
            slot,
            at: now,
            given: given.clone(),
        });
        given
    }

    fn made(&self) -> MutexGuard<'_, VecDeque<Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The viewer as the directory knows them now.
    pub async fn reader(&self, live: &Live) -> Result<Reader> {
        let viewer = roster::viewer(&live.store, self.asking.subject.clone()).await?;
        Ok(live.store.reader(viewer))
    }

    async fn make(&self, live: &Live, next: &Next) -> Result<Given> {
        let viewer = roster::viewer(&live.store, self.asking.subject.clone()).await?;
        let caller = Caller {
            viewer,
            request_id: Arc::clone(&self.asking.request_id),
            purpose: self.asking.purpose,
            client: self.asking.client.clone(),
            operation: self.operation.name.as_deref().map(Arc::from),
        };
        let context = Arc::new(RequestContext::new(live.store.clone(), caller));
        let item = match next {
            Next::Change(row) => match self.change(&context.reader, row).await? {
                Ok(item) => item,
                Err(nothing) => return Ok(nothing),
            },
            Next::Heartbeat(at) => Item::Heartbeat(Heartbeat { at: *at }),
            Next::Presence(people) => Item::Presence(Presence {
                people: people.clone(),
            }),
            Next::Resync(reason, at) => Item::Resync(ResyncRequired {
                reason: *reason,
                at: *at,
            }),
        };
        let request = self
            .operation
            .request()
            .data(Arc::clone(&context))
            .data(Delivery::Give(item));
        let response = live.schema.execute_stream(request).next().await;
        let response = response.ok_or_else(|| Problem::internal("a subscription gave no item"))?;
        let text = self.text(live, &context, response).await?;
        Ok(Given::Text(text, next.place().map(|at| at.cursor().into())))
    }

    /// The change as the viewer may know of it now.
    async fn change(&self, reader: &Reader, row: &Arc<journal::Model>) -> Result<Result<Item, Given>> {
        let found = visible(reader, vec![Arc::clone(row)]).await?.pop();
        let who = reader.viewer().who();
        if let Some(change) = found.filter(|change| self.wants(who, row, &change.subject)) {
            return Ok(Ok(Item::Change(change)));
        }
        let Some((review, _)) = self.feed.sought().review else {
            return Ok(Err(Given::Hidden));
        };
        let followed = reader.by_id::<review::Entity>(review).await?;
        Ok(Err(if followed.is_some() {
            Given::Hidden
        } else {
            Given::Gone
        }))
    }

    fn wants(&self, who: &Who, row: &journal::Model, subject: &crate::gql::node::Node) -> bool {
        match self.feed {
            Feed::Inbox(_) => needs(who, row, subject),
            Feed::Facts(_) | Feed::Room(_) => true,
        }
    }

    /// The text of an item that may leave: what it shows is recorded.
    async fn text(&self, live: &Live, context: &RequestContext, mut response: Response) -> Result<Bytes> {
        live.store
            .record(&context.caller, context.report.shown(), &context.report.crossed())
            .await?;
        if let Some(withheld) = context.report.extension() {
            response
                .extensions
                .insert(Name::new("withheld").to_string(), withheld);
        }
        mask::mask(&mut response.errors, &self.asking.request_id, &live.limits);
        let answer = Answer {
            media: Media::Json,
            request_id: &self.asking.request_id,
            limits: &live.limits,
        };
        let text = answer.text(&response, self.operation.cost);
        let text =
            text.map_err(|stop| Problem::failed(stop.code(), "an item is larger than an answer may be"))?;
        Ok(Bytes::from(text))
    }
}

/// Whether a stream may go on after a while.
pub(super) fn is_passing(problem: &Problem) -> bool {
    match problem {
        Problem::Failed(failure) => !matches!(failure.code, Code::Forbidden | Code::Unauthenticated),
        Problem::Refused(_) => false,
    }
}

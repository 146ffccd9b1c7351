//! One connection: a state machine over what the client says, what its operations say, and time.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use futures::stream::{self, AbortHandle, BoxStream, SelectAll, abortable};
use futures::{FutureExt, StreamExt};
use serde_json::{Map, Value};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::message::{self, Close, Said};
use super::operation::{self, Says};
use super::socket::{End, Socket};
use crate::http::HttpApp;
use crate::http::engine::{Engine, RequestInfo};
use crate::http::negotiate::Media;
use crate::http::places::Place;
use crate::http::request_id::RequestId;
use crate::http::response::{Answer, Stop};
use crate::problem::{Code, Problem};

/// Items that leave together, where they are there together.
const TOGETHER: usize = 16;

/// What happens to a connection, but for what the client says.
enum Event {
    /// An operation says something.
    Says(Arc<str>, Says),
    /// It is time to ask whether the client is there.
    Ping,
    /// It is time that the client had said who it is.
    Late,
    /// The token has ended.
    Ended,
    /// The gateway stops.
    Stops,
}

/// One connection.
pub struct Connection<E: Engine> {
    app: web::Data<HttpApp<E>>,
    socket: Socket,
    place: Place,
    info: RequestInfo,
    /// The token with which the client has said who it is.
    bearer: Option<String>,
    running: HashMap<Arc<str>, AbortHandle>,
    heard: Instant,
    /// What happens. Each source is looked at only when it has something.
    events: SelectAll<BoxStream<'static, Event>>,
}

impl<E: Engine> Connection<E> {
    /// A connection that has not said who it is.
    pub fn new(
        app: web::Data<HttpApp<E>>,
        socket: Socket,
        place: Place,
        id: &RequestId,
        peer: Option<SocketAddr>,
    ) -> Self {
        Self {
            app,
            socket,
            place,
            info: RequestInfo {
                request_id: Arc::clone(&id.0),
                client_name: None,
                purpose: None,
                peer: peer.map(|peer| peer.ip()),
            },
            bearer: None,
            running: HashMap::new(),
            heard: Instant::now(),
            events: SelectAll::new(),
        }
    }

    /// Serves it to its end.
    pub async fn run(mut self) {
        let Err(end) = self.serve().await;
        // Whatever is said to the client still: nothing goes on, and nobody is present any more.
        self.events.clear();
        drop(self.place);
        if let End::Close(close) = &end {
            tracing::info!(code = close.code, "closing a connection");
        }
        Box::pin(self.socket.end(end)).await;
    }

    async fn serve(&mut self) -> Result<Infallible, End> {
        let settings = &self.app.settings.streams;
        let (init_timeout, ping_every) = (settings.init_timeout, settings.ping_every);
        let mut closing = self.app.closing.subscribe();
        self.once(Event::Stops, async move {
            drop(closing.wait_for(|closing| *closing).await);
        });
        self.once(Event::Late, sleep(init_timeout));
        let mut ping = interval_at(Instant::now() + ping_every, ping_every);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let pings = stream::poll_fn(move |context| ping.poll_tick(context).map(|_| Some(Event::Ping)));
        self.events.push(pings.boxed());
        loop {
            tokio::select! {
                heard = self.socket.hear() => self.hear(heard?).await?,
                Some(event) = self.events.next() => self.meet_all(event, ping_every).await?,
            }
        }
    }

    /// Meets this event once something is ready.
    fn once(&mut self, event: Event, ready: impl Future<Output = ()> + Send + 'static) {
        self.events.push(stream::once(ready.map(|()| event)).boxed());
    }

    /// Meets an event, and what else there is to send at once.
    async fn meet_all(&mut self, event: Event, ping_every: Duration) -> Result<(), End> {
        self.meet(event, ping_every).await?;
        for _ in 1..TOGETHER {
            let Some(Some(event)) = self.events.next().now_or_never() else {
                break;
            };
            self.meet(event, ping_every).await?;
        }
        self.socket.flush().await
    }

    async fn meet(&mut self, event: Event, ping_every: Duration) -> Result<(), End> {
        match event {
            Event::Says(id, says) => self.forward(&id, says).await,
            Event::Ping if ping_every * 3 < self.heard.elapsed() => {
                Err(Close::new(1001, "nothing was heard for too long").into())
            }
            Event::Ping => self.socket.ping().await,
            Event::Late if self.bearer.is_some() => Ok(()),
            Event::Late => Err(Close::new(4408, "Connection initialisation timeout").into()),
            // With a fresh token the client may come back.
            Event::Ended => Err(Close::new(4403, "Forbidden: the token has ended").into()),
            Event::Stops => Err(Close::new(1012, "the gateway stops; come back").into()),
        }
    }

    async fn hear(&mut self, text: Option<Utf8Bytes>) -> Result<(), End> {
        self.heard = Instant::now();
        let Some(text) = text else { return Ok(()) };
        match message::read(&text)? {
            // Rare and large: a connection does not keep the room for them.
            Said::Init(payload) => Box::pin(self.init(&payload)).await,
            Said::Ping(payload) => self.send(message::pong(payload.as_ref())).await,
            Said::Pong => Ok(()),
            Said::Complete(id) => {
                self.end(&id);
                Ok(())
            }
            Said::Subscribe {
                id,
                query,
                operation_name,
                variables,
            } => Box::pin(self.subscribe(id, &query, operation_name.as_deref(), variables)).await,
        }
    }

    async fn init(&mut self, payload: &Map<String, Value>) -> Result<(), End> {
        if self.bearer.is_some() {
            return Err(Close::new(4429, "Too many initialisation requests").into());
        }
        let text = |names: &[&str]| {
            let named = |name: &str| names.iter().any(|known| name.eq_ignore_ascii_case(known));
            payload
                .iter()
                .find(|(name, _)| named(name))
                .and_then(|(_, value)| value.as_str())
        };
        let bearer = text(&["authorization", "token"]).map(|text| match text.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().to_owned(),
            _ => text.to_owned(),
        });
        self.info.purpose = text(&["x-purpose", "purpose"]).map(str::to_owned);
        self.info.client_name =
            text(&["x-client-name", "clientName"]).and_then(crate::http::graphql::printable);
        let subject = self.authenticate(bearer.as_deref()).await?;
        let engine = Arc::clone(&self.app.engine);
        let admitted = subject.clone();
        let kind = crate::document::OperationKind::Query;
        let admitted = self
            .app
            .runner
            .operation(kind, async move { engine.admit(admitted).await.map(drop) });
        match admitted.await {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => return Err(refused(problem).into()),
            Err(_) => return Err(Close::new(1013, "too busy; come back").into()),
        }
        if !self.place.belongs_to(self.app.engine.rate_key(&subject)) {
            return Err(Close::new(1013, "too many connections of this subject").into());
        }
        self.once(Event::Ended, self.app.engine.ended(&subject));
        self.bearer = Some(bearer.unwrap_or_default());
        self.send(message::ack()).await
    }

    async fn authenticate(&self, bearer: Option<&str>) -> Result<E::Subject, Close> {
        let verified = self
            .app
            .runner
            .before(self.app.engine.authenticate(bearer, &self.info))
            .await;
        match verified {
            Ok(Ok(subject)) => Ok(subject),
            Ok(Err(problem)) => Err(refused(problem)),
            Err(_) => Err(Close::new(1013, "too busy; come back")),
        }
    }

    async fn subscribe(
        &mut self,
        id: String,
        query: &str,
        operation_name: Option<&str>,
        variables: Map<String, Value>,
    ) -> Result<(), End> {
        let Some(bearer) = self.bearer.clone() else {
            return Err(Close::new(4401, "Unauthorized").into());
        };
        if self.running.contains_key(id.as_str()) {
            return Err(Close::new(4409, &format!("Subscriber for {id} already exists")).into());
        }
        self.info.request_id = RequestId::fresh().0;
        let subject = self.authenticate(Some(&bearer)).await?;
        let prepared = self.admit(&subject).and_then(|()| {
            let prepared = self.app.front_end.prepare(query, operation_name, variables);
            prepared.map_err(Stop::Document)
        });
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(stop) => {
                let answer = Answer {
                    media: Media::Json,
                    request_id: &self.info.request_id,
                    limits: self.app.front_end.limits(),
                };
                let errors = answer.errors(&stop);
                return self.send(message::error(&id, &errors)).await;
            }
        };
        let request_id = Arc::clone(&self.info.request_id);
        let (says, stop) = abortable(operation::run(self.app.clone(), subject, prepared, request_id));
        let id: Arc<str> = id.into();
        self.running.insert(Arc::clone(&id), stop);
        let says = says.map(move |says| Event::Says(Arc::clone(&id), says));
        self.events.push(says.boxed());
        Ok(())
    }

    /// Whether one more operation may run.
    fn admit(&self, subject: &E::Subject) -> Result<(), Stop> {
        let most = self.app.settings.streams.operations_per_connection;
        if most <= self.running.len() {
            let message = format!("at most {most} operations run at once on one connection");
            return Err(Stop::new(Code::LimitExceeded, message));
        }
        let Some(rates) = &self.app.rates else {
            return Ok(());
        };
        rates.take(&self.app.engine.rate_key(subject)).map_err(|wait| {
            let seconds = wait.as_secs().saturating_add(1);
            Stop::new(Code::RateLimited, format!("too many requests: wait {seconds} s"))
        })
    }

    /// There is no more of it.
    fn end(&mut self, id: &str) {
        if let Some(stop) = self.running.remove(id) {
            stop.abort();
        }
    }

    /// Writes what an operation says.
    async fn forward(&mut self, id: &str, says: Says) -> Result<(), End> {
        let text = match says {
            Says::Next(result) => return self.socket.write(message::next(id, &result)).await,
            Says::Forbidden => return Err(Close::new(4403, "Forbidden").into()),
            Says::Unavailable => return Err(Close::new(1013, "cannot go on now; come back").into()),
            Says::Error(errors) => message::error(id, &errors),
            Says::Complete => message::complete(id),
        };
        self.end(id);
        self.socket.write(text).await
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        self.socket.write(text).await?;
        self.socket.flush().await
    }
}

/// The close of a caller who is not let in; the cause is logged.
fn refused(problem: Problem) -> Close {
    let stop = Stop::from(problem);
    match stop.code() {
        Code::Unauthenticated | Code::Forbidden => Close::new(4403, "Forbidden"),
        Code::BadRequest | Code::BadUserInput => {
            Close::new(4400, "the payload of connection_init is not accepted")
        }
        _ => Close::new(1013, "cannot be decided now; come back"),
    }
}

//! One connection: a state machine over what the client says, what its operations say, and time.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, ProtocolError, Session};
use bytestring::ByteString;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::{AbortHandle, BoxStream, SelectAll, abortable};
use serde_json::{Map, Value};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use super::message::{self, Close, Said};
use super::operation::{self, Says};
use crate::http::HttpApp;
use crate::http::engine::{Engine, RequestInfo};
use crate::http::negotiate::Media;
use crate::http::places::Place;
use crate::http::request_id::RequestId;
use crate::http::response::{Answer, Stop};
use crate::problem::{Code, Problem};

/// How a connection ends.
enum End {
    /// With this code.
    Close(Close),
    /// As the client has said.
    Answer(Option<CloseReason>),
    /// Nobody is there any more.
    Lost,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

struct Running {
    generation: u64,
    stop: AbortHandle,
}

/// Who the client has said it is.
struct Known {
    bearer: String,
    /// Ready when the token has ended.
    ended: BoxFuture<'static, ()>,
}

/// One connection.
pub struct Connection<E: Engine> {
    app: web::Data<HttpApp<E>>,
    session: Session,
    place: Place,
    info: RequestInfo,
    known: Option<Known>,
    running: HashMap<String, Running>,
    ids: HashMap<u64, String>,
    generation: u64,
    heard: Instant,
    /// What the operations say, each with its generation.
    says: SelectAll<BoxStream<'static, (u64, Says)>>,
}

impl<E: Engine> Connection<E> {
    /// A connection that has not said who it is.
    pub fn new(
        app: web::Data<HttpApp<E>>,
        session: Session,
        place: Place,
        id: &RequestId,
        peer: Option<SocketAddr>,
    ) -> Self {
        Self {
            app,
            session,
            place,
            info: RequestInfo {
                request_id: Arc::clone(&id.0),
                client_name: None,
                purpose: None,
                peer: peer.map(|peer| peer.ip()),
            },
            known: None,
            running: HashMap::new(),
            ids: HashMap::new(),
            generation: 0,
            heard: Instant::now(),
            says: SelectAll::new(),
        }
    }

    /// Serves it to its end.
    pub async fn run(mut self, mut messages: AggregatedMessageStream) {
        let end = match self.serve(&mut messages).await {
            Ok(()) => End::Lost,
            Err(end) => end,
        };
        // Whatever is said to the client still: nothing goes on, and nobody is present any more.
        self.says.clear();
        let reason = match end {
            End::Lost => return,
            End::Answer(reason) => reason,
            End::Close(close) => {
                tracing::info!(code = close.code, "closing a connection");
                Some(CloseReason {
                    code: CloseCode::from(close.code),
                    description: Some(close.reason),
                })
            }
        };
        // Whoever takes nothing in does not take this in either.
        let _ = timeout(self.app.settings.streams.send_timeout, self.session.close(reason)).await;
    }

    async fn serve(&mut self, messages: &mut AggregatedMessageStream) -> Result<(), End> {
        let settings = self.app.settings.streams.clone();
        let mut closing = self.app.closing.subscribe();
        let init = Instant::now() + settings.init_timeout;
        let mut ping = interval(settings.ping_every);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let closing = closing.wait_for(|closing| *closing);
        let mut closing = std::pin::pin!(closing);
        loop {
            tokio::select! {
                message = messages.recv() => self.hear(message).await?,
                Some((generation, says)) = self.says.next() => self.forward(generation, says).await?,
                _ = ping.tick() => self.ping(settings.ping_every).await?,
                () = ended(self.known.as_mut()) => {
                    // With a fresh token the client may come back.
                    return Err(Close::new(4403, "Forbidden: the token has ended").into());
                }
                () = sleep_until(init), if self.known.is_none() => {
                    return Err(Close::new(4408, "Connection initialisation timeout").into());
                }
                _ = &mut closing => {
                    return Err(Close::new(1012, "the gateway stops; come back").into());
                }
            }
        }
    }

    async fn hear(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            None | Some(Err(ProtocolError::Io(_))) => Err(End::Lost),
            Some(Err(ProtocolError::Overflow)) => Err(Close::new(1009, "the message is too large").into()),
            Some(Err(_)) => Err(Close::new(1002, "this is no frame of a WebSocket").into()),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(End::Answer(reason)),
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                self.session.pong(&bytes).await.map_err(|_| End::Lost)
            }
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => Err(Close::malformed("messages are text").into()),
            Some(Ok(AggregatedMessage::Text(text))) => match message::read(&text)? {
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
            },
        }
    }

    async fn init(&mut self, payload: &Map<String, Value>) -> Result<(), End> {
        if self.known.is_some() {
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
        self.known = Some(Known {
            ended: self.app.engine.ended(&subject),
            bearer: bearer.unwrap_or_default(),
        });
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
        let Some(known) = &self.known else {
            return Err(Close::new(4401, "Unauthorized").into());
        };
        if self.running.contains_key(&id) {
            return Err(Close::new(4409, &format!("Subscriber for {id} already exists")).into());
        }
        let bearer = known.bearer.clone();
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
        self.generation += 1;
        let generation = self.generation;
        let request_id = Arc::clone(&self.info.request_id);
        let says = operation::run(self.app.clone(), subject, prepared, request_id);
        let (says, stop) = abortable(says);
        self.says.push(says.map(move |says| (generation, says)).boxed());
        self.ids.insert(generation, id.clone());
        self.running.insert(id, Running { generation, stop });
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

    /// The client wants no more of it.
    fn end(&mut self, id: &str) {
        if let Some(running) = self.running.remove(id) {
            running.stop.abort();
            self.ids.remove(&running.generation);
        }
    }

    /// Sends on what an operation says, unless it was ended meanwhile.
    async fn forward(&mut self, generation: u64, says: Says) -> Result<(), End> {
        let Some(id) = self.ids.get(&generation).cloned() else {
            return Ok(());
        };
        let text = match says {
            Says::Next(result) => return self.send(message::next(&id, &result)).await,
            Says::Forbidden => return Err(Close::new(4403, "Forbidden").into()),
            Says::Unavailable => return Err(Close::new(1013, "cannot go on now; come back").into()),
            Says::Error(errors) => message::error(&id, &errors),
            Says::Complete => message::complete(&id),
        };
        self.end(&id);
        self.send(text).await
    }

    async fn ping(&mut self, every: Duration) -> Result<(), End> {
        if every * 3 < self.heard.elapsed() {
            return Err(Close::new(1001, "nothing was heard for too long").into());
        }
        self.session.ping(b"").await.map_err(|_| End::Lost)
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        let sent = self.session.text(ByteString::from(text));
        match timeout(self.app.settings.streams.send_timeout, sent).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(End::Lost),
        }
    }
}

/// Ready when the token of whoever is known has ended.
async fn ended(known: Option<&mut Known>) {
    match known {
        Some(known) => (&mut known.ended).await,
        None => std::future::pending().await,
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

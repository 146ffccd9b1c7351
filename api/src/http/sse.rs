//! `/graphql/stream`: operations by server-sent events (graphql-sse, distinct connections).
//!
//! Each event carries the cursor of its item as its id: a client that comes back with `Last-Event-ID` goes on from there.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use futures::future::BoxFuture;
use futures::stream::{self, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use super::HttpApp;
use super::engine::{Engine, Stream, Streamed};
use super::graphql::{identify, not_allowed};
use super::negotiate::Media;
use super::params;
use super::places::Place;
use super::request_id::RequestId;
use super::response::{Answer, Stop};
use crate::document::{OperationKind, Prepared};
use crate::gql::mask;
use crate::problem::Code;

/// Events that wait for a slow client.
const WAITING: usize = 8;
/// How often a comment is sent: a connection that has died is noticed by it, and whoever was present through it is gone.
const QUIET: Duration = Duration::from_secs(3);

/// Answers with a stream of events.
pub async fn handle<E: Engine>(
    request: HttpRequest,
    payload: web::Payload,
    app: web::Data<HttpApp<E>>,
    id: RequestId,
) -> HttpResponse {
    match open(&request, payload, &app, &id).await {
        Ok(response) => response,
        Err(stop) => {
            let answer = Answer {
                media: Media::GraphqlResponse,
                request_id: &id.0,
                limits: app.front_end.limits(),
            };
            answer.stopped(&stop)
        }
    }
}

async fn open<E: Engine>(
    request: &HttpRequest,
    mut payload: web::Payload,
    app: &web::Data<HttpApp<E>>,
    id: &RequestId,
) -> Result<HttpResponse, Stop> {
    let is_get = request.method() == Method::GET;
    if !is_get && request.method() != Method::POST {
        return Err(not_allowed(
            "only GET and POST are allowed: one connection for each operation",
            "GET, POST",
        ));
    }
    let subject = identify(request, app, id).await?;
    let mut place = app
        .places
        .take()
        .ok_or_else(|| busy("too many connections are open"))?;
    if !place.belongs_to(app.engine.rate_key(&subject)) {
        return Err(busy("too many connections of this subject are open"));
    }
    let limits = app.front_end.limits();
    let params = if is_get {
        params::from_address(request.query_string(), limits.address_bytes)?
    } else {
        params::from_body(
            request,
            &mut payload,
            limits.body_bytes,
            app.settings.body_timeout,
        )
        .await?
    };
    let prepared = app
        .front_end
        .prepare(&params.query, params.operation_name.as_deref(), params.variables)
        .map_err(Stop::Document)?;
    if is_get && prepared.kind == OperationKind::Mutation {
        return Err(not_allowed("a mutation must be sent by POST", "POST"));
    }
    let after = request.headers().get("last-event-id");
    let after = after
        .and_then(|after| after.to_str().ok())
        .filter(|after| !after.is_empty());
    let ended = app.engine.ended(&subject);
    let items = items(app, subject, prepared, after, id).await?;
    let (line, events) = mpsc::channel(WAITING);
    actix_web::rt::spawn(write(app.clone(), place, ended, items, line));
    let body = stream::unfold(events, |mut events| async {
        let event = events.recv().await?;
        Some((Ok::<Bytes, Infallible>(event), events))
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .streaming(body))
}

fn busy(message: &'static str) -> Stop {
    Stop::new(Code::Unavailable, message).with(header::RETRY_AFTER, HeaderValue::from_static("5"))
}

/// The items of an operation, whatever its kind; what is wrong with it is answered before a stream begins.
async fn items<E: Engine>(
    app: &web::Data<HttpApp<E>>,
    subject: E::Subject,
    prepared: Prepared,
    after: Option<&str>,
    id: &RequestId,
) -> Result<Stream, Stop> {
    let (kind, cost) = (prepared.kind, prepared.cost);
    let engine = Arc::clone(&app.engine);
    let answer = Answer {
        media: Media::GraphqlResponse,
        request_id: &id.0,
        limits: app.front_end.limits(),
    };
    let mut response = if kind == OperationKind::Subscription {
        let after = after.map(str::to_owned);
        let work = async move { engine.subscribe(subject, prepared, after.as_deref()).await };
        match app.runner.operation(kind, work).await?? {
            Ok(stream) => return Ok(stream),
            Err(response) => response,
        }
    } else {
        let work = async move {
            let session = engine.admit(subject).await?;
            engine.execute(session, prepared).await
        };
        app.runner.operation(kind, work).await??
    };
    mask::mask(&mut response.errors, &id.0, app.front_end.limits());
    let result = Bytes::from(answer.text(&response, cost)?);
    let items = [Streamed::Next { result, cursor: None }, Streamed::Complete];
    Ok(Box::pin(stream::iter(items)))
}

/// Writes events until the stream, the token, the client or the gateway ends. Without its last event, the client comes back.
async fn write<E: Engine>(
    app: web::Data<HttpApp<E>>,
    place: Place,
    mut ended: BoxFuture<'static, ()>,
    mut items: Stream,
    line: mpsc::Sender<Bytes>,
) {
    let _place = place;
    let settings = &app.settings.streams;
    let mut closing = app.closing.subscribe();
    let mut quiet = interval(QUIET);
    quiet.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let event = tokio::select! {
            item = items.next() => match item {
                Some(Streamed::Next { result, cursor }) => next(&result, cursor.as_deref()),
                Some(Streamed::Complete) => {
                    let _ = line.send(Bytes::from_static(b"event: complete\ndata:\n\n")).await;
                    return;
                }
                Some(Streamed::Forbidden | Streamed::Unavailable) | None => return,
            },
            _ = quiet.tick() => Bytes::from_static(b":\n\n"),
            () = &mut ended => return,
            _ = closing.wait_for(|closing| *closing) => return,
            () = line.closed() => return,
        };
        match tokio::time::timeout(settings.send_timeout, line.send(event)).await {
            Ok(Ok(())) => {}
            _ => return,
        }
    }
}

fn next(result: &[u8], cursor: Option<&str>) -> Bytes {
    let mut event = Vec::with_capacity(result.len() + 96);
    event.extend_from_slice(b"event: next\n");
    if let Some(cursor) = cursor {
        event.extend_from_slice(b"id: ");
        event.extend_from_slice(cursor.as_bytes());
        event.push(b'\n');
    }
    // JSON has no line break but escaped.
    event.extend_from_slice(b"data: ");
    event.extend_from_slice(result);
    event.extend_from_slice(b"\n\n");
    event.into()
}

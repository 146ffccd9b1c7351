//! Listening, and stopping without breaking anything off.

use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_http::HttpService;
use actix_server::Server;
use actix_service::map_config;
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, ServiceRequest, ServiceResponse, fn_service};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpMessage, web};
use tokio::signal::unix::{SignalKind, signal};
use tracing::Span;
use tracing_actix_web::{RootSpanBuilder, TracingLogger};

use super::engine::Engine;
use super::request_id::{self, RequestId};
use super::{HttpApp, configure, unread, websocket};

/// How long whoever was answered may take to hang up.
const DISCONNECT: Duration = Duration::from_secs(1);

/// Serves until `shutdown` is ready; then takes no further connections and ends when the running requests are
/// answered or their time is over. What has to be flushed is flushed by the caller, afterwards.
pub async fn serve<E: Engine>(
    app: web::Data<HttpApp<E>>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let settings = app.settings.clone();
    let closing = app.closing.clone();
    let mut server = Server::build()
        .max_concurrent_connections(settings.max_connections)
        .shutdown_timeout(settings.shutdown_timeout.as_secs())
        .disable_signals();
    if let Some(workers) = settings.workers {
        server = server.workers(workers.max(1));
    }
    let stops = server.graceful_shutdown_signal();
    let connections = move || {
        let (stops, sockets, app) = (stops.clone(), app.clone(), app.clone());
        let requests = App::new()
            .wrap(TracingLogger::<Spans>::new())
            .wrap(from_fn(unread::close))
            .wrap(from_fn(request_id::assign))
            .configure(move |services| configure(services, app));
        HttpService::build()
            .client_request_timeout(settings.head_timeout)
            .client_disconnect_timeout(DISCONNECT)
            .keep_alive(settings.keep_alive)
            .tcp_nodelay(true)
            // Connections that ask for nothing just then are closed at once.
            .graceful_shutdown_signal(move || {
                let stops = stops.clone();
                async move { stops.notified().await }
            })
            .upgrade(fn_service(move |asked: websocket::Asked| {
                let to_its_end = Box::pin(websocket::serve(sockets.clone(), asked));
                async move {
                    to_its_end.await;
                    Ok::<_, Error>(())
                }
            }))
            .finish(map_config(requests, |()| AppConfig::default()))
            .tcp()
    };
    let server = server.listen("gateway", listener, connections)?.run();
    let handle = server.handle();
    let mut server = std::pin::pin!(server);
    tokio::select! {
        ended = &mut server => return ended,
        () = shutdown => tracing::info!("stopping: no further connections, running requests are finished"),
    }
    // Streams end with a code after which clients come back, to another gateway or later.
    closing.send_replace(true);
    let (ended, ()) = futures::join!(server, handle.stop(true));
    ended
}

/// Ready when the process is asked to end.
pub async fn signals() -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// A span per request: no address, no query, no header but the id.
struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        tracing::info_span!(
            "request",
            request_id = id.as_deref().unwrap_or_default(),
            method = %request.method(),
            route = request.match_pattern().as_deref().unwrap_or("none"),
            status = tracing::field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
    }
}

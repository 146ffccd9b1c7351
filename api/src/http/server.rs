//! Listening, and stopping without breaking anything off.

use std::future::Future;
use std::io;
use std::net::TcpListener;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpMessage, HttpServer, web};
use tokio::signal::unix::{SignalKind, signal};
use tracing::Span;
use tracing_actix_web::{RootSpanBuilder, TracingLogger};

use super::engine::Engine;
use super::request_id::{self, RequestId};
use super::{HttpApp, configure, unread};

/// Serves until `shutdown` is ready; then takes no further connections and ends when the running requests are
/// answered or their time is over. What has to be flushed is flushed by the caller, afterwards.
pub async fn serve<E: Engine>(
    app: web::Data<HttpApp<E>>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let settings = app.settings.clone();
    let closing = app.closing.clone();
    let factory = move || {
        let app = app.clone();
        App::new()
            .wrap(TracingLogger::<Spans>::new())
            .wrap(from_fn(unread::close))
            .wrap(from_fn(request_id::assign))
            .configure(move |services| configure(services, app))
    };
    let mut server = HttpServer::new(factory)
        .client_request_timeout(settings.head_timeout)
        .keep_alive(settings.keep_alive)
        .max_connections(settings.max_connections)
        .shutdown_timeout(settings.shutdown_timeout.as_secs())
        .tcp_nodelay(true)
        .disable_signals();
    if let Some(workers) = settings.workers {
        server = server.workers(workers.max(1));
    }
    let server = server.listen(listener)?.run();
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

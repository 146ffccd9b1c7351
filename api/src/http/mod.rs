//! GraphQL over HTTP, and what a service needs beside it: health, metrics, the schema's text, the explorer.
//!
//! Nothing here knows the domain: callers and operations are an [`Engine`]'s business. A request passes, in this
//! order, the choice of a media type ([`negotiate`]), authentication, the rate limit ([`rate`]), its parameters
//! ([`params`]), [`crate::document`], and the engine, within a deadline ([`run`]).

mod engine;
mod explorer;
mod files;
mod graphql;
mod health;
mod metrics;
mod negotiate;
mod params;
mod places;
mod rate;
mod request_id;
mod response;
mod run;
mod sdl;
mod server;
mod settings;
mod sse;
mod unread;
mod websocket;

use std::sync::Arc;

use actix_web::web;
use metrics_exporter_prometheus::PrometheusHandle;

pub use self::engine::{Check, Engine, Readiness, RequestInfo, Stream, Streamed};
pub use self::negotiate::{Media, choose};
pub use self::request_id::RequestId;
pub use self::response::{Answer, Stop};
pub use self::server::{serve, signals};
pub use self::settings::{HttpSettings, RateLimit, StreamSettings};
use crate::document::FrontEnd;
use crate::problem::{Code, Problem};

/// Where operations are sent, by HTTP and by WebSocket.
const GRAPHQL: &str = "/graphql";

/// Everything that requests share.
pub struct HttpApp<E> {
    engine: Arc<E>,
    front_end: Arc<FrontEnd>,
    settings: HttpSettings,
    runner: run::Runner,
    rates: Option<rate::Rates>,
    sdl: files::File,
    metrics: Option<PrometheusHandle>,
    demo_roles: Option<files::File>,
    places: Arc<places::Places>,
    closing: tokio::sync::watch::Sender<bool>,
}

impl<E: Engine> HttpApp<E> {
    /// The app of an engine; fails if the engine's schema is not valid.
    pub fn new(engine: Arc<E>, settings: HttpSettings) -> Result<Self, Problem> {
        let front_end = Arc::new(FrontEnd::new(engine.sdl(), settings.limits.clone())?);
        let sdl = files::File::new("application/graphql; charset=utf-8", engine.sdl().to_owned());
        Ok(Self {
            engine,
            front_end,
            runner: run::Runner::new(settings.max_concurrent, settings.limits.timeout),
            rates: settings.rate_limit.map(rate::Rates::new),
            places: Arc::new(places::Places::new(&settings.streams)),
            closing: tokio::sync::watch::Sender::new(false),
            settings,
            sdl,
            metrics: None,
            demo_roles: None,
        })
    }

    /// Runs the engine on this runtime rather than on the threads that serve connections. Connections to a database
    /// then belong to a runtime that outlives the server, so that what is flushed after it still finds them.
    #[must_use]
    pub fn on_runtime(mut self, runtime: tokio::runtime::Handle) -> Self {
        self.runner.set_runtime(runtime);
        self
    }

    /// Gives what is counted at `/metrics`.
    #[must_use]
    pub fn with_metrics(mut self, handle: PrometheusHandle) -> Self {
        self.metrics = Some(handle);
        self
    }

    /// Gives the demo's roles, as JSON, at `/demo/roles.json`. For the demo only: they hold tokens.
    #[must_use]
    pub fn with_demo_roles(mut self, json: String) -> Self {
        self.demo_roles = Some(files::File::new("application/json; charset=utf-8", json));
        self
    }

    /// What reads documents, for the transports that stream.
    pub fn front_end(&self) -> &Arc<FrontEnd> {
        &self.front_end
    }

    /// The engine.
    pub fn engine(&self) -> &Arc<E> {
        &self.engine
    }

    /// The settings.
    pub fn settings(&self) -> &HttpSettings {
        &self.settings
    }
}

/// The routes. [`serve`] adds the middleware that gives each request its id and its span, and takes those who ask for a
/// WebSocket out.
pub fn configure<E: Engine>(services: &mut web::ServiceConfig, app: web::Data<HttpApp<E>>) {
    let explorer = app.settings.explorer;
    services
        .app_data(app)
        .route(GRAPHQL, web::route().to(graphql::handle::<E>))
        .route("/graphql/stream", web::route().to(sse::handle::<E>))
        .route("/health/live", web::get().to(health::live))
        .route("/health/ready", web::get().to(health::ready::<E>))
        .route("/metrics", web::get().to(metrics::handle::<E>))
        .route("/schema.graphql", web::get().to(sdl::handle::<E>))
        .route("/demo/roles.json", web::get().to(explorer::roles::<E>));
    if explorer {
        services
            .route("/graphiql", web::get().to(explorer::page))
            .route("/graphiql/{file}", web::get().to(explorer::file));
    }
    services.default_service(web::to(not_found::<E>));
}

async fn not_found<E: Engine>(app: web::Data<HttpApp<E>>, id: RequestId) -> actix_web::HttpResponse {
    let answer = Answer {
        media: Media::Json,
        request_id: &id.0,
        limits: app.front_end.limits(),
    };
    answer.stopped(&nothing_there())
}

fn nothing_there() -> Stop {
    Stop::new(
        Code::NotFound,
        "there is nothing at this address; GraphQL is at /graphql",
    )
}

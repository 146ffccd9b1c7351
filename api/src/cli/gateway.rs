//! The running gateway: what `serve` and `demo` share.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use integrated_review::auth::Verifier;
use integrated_review::config::{Config, Database};
use integrated_review::engine::{GatewayEngine, serve};
use integrated_review::http::{self, HttpApp, HttpSettings, RateLimit};
use integrated_review::store::{DatabaseSettings, Store};
use integrated_review::telemetry;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use secrecy::ExposeSecret;
use tokio::runtime::Runtime;

use super::{Exit, Outcome, Stop, block_on};

/// How often what need not stay is forgotten.
const HOUSEKEEPING: Duration = Duration::from_hours(1);

/// The database of a configuration, as the store takes it.
pub fn database(config: &Database) -> DatabaseSettings {
    DatabaseSettings {
        replica_url: config
            .replica_url
            .as_ref()
            .map(|url| url.expose_secret().to_owned()),
        connections: config.connections,
        acquire_timeout: config.acquire_timeout,
        parts_cache_bytes: config.parts_cache_bytes,
        ..DatabaseSettings::at(config.url.expose_secret())
    }
}

/// How requests are taken, by a configuration.
pub fn settings(config: &Config) -> HttpSettings {
    HttpSettings {
        limits: config.limits.clone(),
        rate_limit: RateLimit::new(config.rate_limit.requests_per_minute, config.rate_limit.burst),
        max_concurrent: config.server.max_operations,
        workers: config.server.workers,
        max_connections: config.server.max_connections,
        head_timeout: config.server.head_timeout,
        body_timeout: config.server.body_timeout,
        keep_alive: config.server.keep_alive,
        shutdown_timeout: config.server.shutdown_grace,
        explorer: config.server.explorer,
        streams: config.streams.clone(),
    }
}

/// The threads on which requests are executed: apart from those that serve connections, so that an act is finished even
/// if its caller hangs up.
pub fn runtime() -> Result<Runtime, Stop> {
    Runtime::new().map_err(|error| Stop::failed(format!("no threads could be started: {error}")))
}

/// Takes as many file descriptors as the system allows: each connection needs one, and the usual first limit is 1,024.
fn take_descriptors() {
    let allowed = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: allowed.maximum,
        ..allowed
    };
    if let Err(error) = setrlimit(Resource::Nofile, most) {
        tracing::warn!(%error, "the number of open files could not be raised");
    }
}

/// The address to listen on.
pub fn listen(address: std::net::SocketAddr) -> Result<TcpListener, Stop> {
    TcpListener::bind(address)
        .map_err(|error| Stop::failed(format!("{address} cannot be listened on: {error}")))
}

/// A gateway that is ready to run.
pub struct Gateway {
    /// The databases.
    pub store: Store,
    /// Whose tokens are accepted.
    pub verifier: Verifier,
    /// How requests are taken.
    pub settings: HttpSettings,
    /// Whether /metrics is served.
    pub metrics: bool,
    /// How long idempotency keys are kept.
    pub kept: Duration,
    /// How often the audit is sealed.
    pub sealing: Duration,
    /// For the demo: what the explorer's role switch offers, as JSON.
    pub roles: Option<String>,
}

impl Gateway {
    /// Serves until the process is asked to end; then finishes the running requests and closes the databases.
    pub fn run(self, runtime: &Runtime, listener: TcpListener) -> Outcome {
        let Self {
            store,
            verifier,
            settings,
            metrics,
            kept,
            sealing,
            roles,
        } = self;
        take_descriptors();
        runtime.block_on(verifier.refresh());
        let keys = runtime.spawn(verifier.clone().keep_fresh());
        let housekeeping = runtime.spawn(forget(store.clone(), kept));
        let seals = runtime.spawn(seal(store.clone(), sealing));
        let engine = Arc::new({
            let _runtime = runtime.enter();
            GatewayEngine::new(store.clone(), verifier, &settings)
        });
        let mut app = HttpApp::new(engine, settings)?.on_runtime(runtime.handle().clone());
        if let Some(handle) = telemetry::metrics().filter(|_| metrics) {
            app = app.with_metrics(handle.clone());
        }
        if let Some(roles) = roles {
            app = app.with_demo_roles(roles);
        }
        let served = block_on(serve(
            actix_web::web::Data::new(app),
            listener,
            Box::pin(stopped()),
        ));
        keys.abort();
        housekeeping.abort();
        seals.abort();
        runtime.block_on(seal_now(&store));
        runtime.block_on(store.close())?;
        served
            .map(|()| Exit::Done)
            .map_err(|error| Stop::failed(format!("serving ended: {error}")))
    }
}

/// Ready when the process is asked to end.
async fn stopped() {
    if let Err(error) = http::signals().await {
        tracing::error!(%error, "signals cannot be received; ending");
    }
}

/// Forgets old idempotency keys, every hour.
async fn forget(store: Store, kept: Duration) {
    let mut every = tokio::time::interval(HOUSEKEEPING);
    loop {
        every.tick().await;
        match store.forget_old_keys(kept).await {
            Ok(0) => {}
            Ok(keys) => tracing::info!(keys, "old idempotency keys forgotten"),
            Err(_) => tracing::warn!("old idempotency keys could not be forgotten; trying again in an hour"),
        }
    }
}

/// Seals the audit again and again.
async fn seal(store: Store, sealing: Duration) {
    let mut every = tokio::time::interval_at(tokio::time::Instant::now() + sealing, sealing);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        seal_now(&store).await;
    }
}

/// Seals the audit; what cannot be sealed now is sealed the next time.
async fn seal_now(store: &Store) {
    if store.seal().await.is_err() {
        tracing::warn!("the audit could not be sealed; trying again later");
    }
}

//! How the HTTP layer behaves. The configuration's sections say it in the words of those who run the service.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::document::Limits;

/// How many requests a subject may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// In the long run.
    pub per_minute: NonZeroU32,
    /// At once.
    pub burst: NonZeroU32,
}

impl RateLimit {
    /// A limit of so many requests; none where a number is nothing.
    pub fn new(per_minute: u32, burst: u32) -> Option<Self> {
        Some(Self {
            per_minute: NonZeroU32::new(per_minute)?,
            burst: NonZeroU32::new(burst)?,
        })
    }
}

/// How streams are held open.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StreamSettings {
    /// How often a stream gives a sign of life.
    #[serde(with = "humantime_serde")]
    pub heartbeat: Duration,
    /// How long a WebSocket may take to say who it is.
    #[serde(with = "humantime_serde")]
    pub init_timeout: Duration,
    /// How often a silent WebSocket is pinged; one that has not been heard of for three times as long is closed.
    #[serde(with = "humantime_serde")]
    pub ping_every: Duration,
    /// How long a connection may take to take in what is sent before it is given up.
    #[serde(with = "humantime_serde")]
    pub send_timeout: Duration,
    /// Connections that stay open, of all callers.
    pub connections: usize,
    /// Connections that stay open, of one subject.
    pub connections_per_subject: usize,
    /// Operations that run at once on one connection.
    pub operations_per_connection: usize,
    /// Changes that a stream makes up for before it asks to begin anew.
    pub resync_after: u64,
    /// From which web pages a browser may open a WebSocket, for example `https://portal.example.gov.uk`; pages of the gateway
    /// itself always may. Programs that send no `Origin` are not asked.
    pub allowed_origins: Vec<String>,
}

impl Default for StreamSettings {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(15),
            init_timeout: Duration::from_secs(10),
            ping_every: Duration::from_secs(5),
            send_timeout: Duration::from_secs(20),
            connections: 10_000,
            connections_per_subject: 50,
            operations_per_connection: 50,
            resync_after: 100_000,
            allowed_origins: Vec::new(),
        }
    }
}

/// The settings of the HTTP layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpSettings {
    /// What one request may weigh.
    pub limits: Limits,
    /// How many requests a subject may make; none: as many as they like.
    pub rate_limit: Option<RateLimit>,
    /// How many operations run at once; further ones are turned away with 503.
    pub max_concurrent: usize,
    /// Threads that serve connections; none: one per core.
    pub workers: Option<usize>,
    /// How many connections a thread keeps open.
    pub max_connections: usize,
    /// How long a request's head may take.
    pub head_timeout: Duration,
    /// How long a request's body may take.
    pub body_timeout: Duration,
    /// How long an idle connection stays open.
    pub keep_alive: Duration,
    /// How long running requests may take to finish once the service stops.
    pub shutdown_timeout: Duration,
    /// Whether `/graphiql` is there.
    pub explorer: bool,
    /// How streams are held open.
    pub streams: StreamSettings,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            rate_limit: None,
            max_concurrent: 512,
            workers: None,
            max_connections: 10_000,
            head_timeout: Duration::from_secs(5),
            body_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
            shutdown_timeout: Duration::from_secs(25),
            explorer: true,
            streams: StreamSettings::default(),
        }
    }
}

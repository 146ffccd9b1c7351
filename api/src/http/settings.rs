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
        }
    }
}

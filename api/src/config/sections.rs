//! The keys of the configuration. Each field's comment is its documentation.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use crate::auth::Algorithm;
use crate::document::Limits;
use crate::http::StreamSettings;

/// The configuration as it is written, before it is checked as a whole.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) server: Server,
    pub(super) database: Database,
    pub(super) issuers: Vec<RawIssuer>,
    pub(super) limits: Limits,
    pub(super) rate_limit: RateLimit,
    pub(super) telemetry: Telemetry,
    pub(super) retention: Retention,
    pub(super) audit: Audit,
    pub(super) streams: StreamSettings,
}

/// `[server]`: how the gateway listens.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// The address and port to listen on. TLS is the reverse proxy's.
    pub bind: SocketAddr,
    /// How many threads serve requests; as many as the machine has processors when absent.
    pub workers: Option<usize>,
    /// The address under which clients reach the gateway, as the documentation and links show it.
    pub public_url: Option<String>,
    /// How long running requests may take to finish when the gateway is told to stop.
    #[serde(with = "humantime_serde")]
    pub shutdown_grace: Duration,
    /// Whether the explorer is served under /graphiql.
    pub explorer: bool,
    /// How many operations run at once; further ones are turned away with 503.
    pub max_operations: usize,
    /// How many connections each thread keeps open; further ones wait.
    pub max_connections: usize,
    /// How long a request's head may take to arrive.
    #[serde(with = "humantime_serde")]
    pub head_timeout: Duration,
    /// How long a request's body may take to arrive.
    #[serde(with = "humantime_serde")]
    pub body_timeout: Duration,
    /// How long an idle connection stays open.
    #[serde(with = "humantime_serde")]
    pub keep_alive: Duration,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            workers: None,
            public_url: None,
            shutdown_grace: Duration::from_secs(30),
            explorer: false,
            max_operations: 512,
            max_connections: 10_000,
            head_timeout: Duration::from_secs(5),
            body_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
        }
    }
}

/// `[database]`: where the gateway keeps its data.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://user:password@host/name` or `sqlite:/path/to/file.db`. Required. Secret.
    pub url: SecretString,
    /// A read replica for reports and exports (PostgreSQL only). Secret.
    pub replica_url: Option<SecretString>,
    /// The most connections to the database (to SQLite: readers, beside the one writer).
    pub connections: u32,
    /// The most connections to the replica.
    pub replica_connections: u32,
    /// How long a request may wait for a connection before it is told to come back.
    #[serde(with = "humantime_serde")]
    pub acquire_timeout: Duration,
    /// Bytes of memory for the parts of reviews that were read lately; 0 reads them from the database each time.
    pub parts_cache_bytes: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: SecretString::default(),
            replica_url: None,
            connections: 16,
            replica_connections: 8,
            acquire_timeout: Duration::from_secs(5),
            parts_cache_bytes: 256 * 1024 * 1024,
        }
    }
}

/// `[[issuers]]`: an identity provider whose tokens are accepted.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawIssuer {
    /// The provider's name, exactly as in the `iss` of its tokens. Required.
    pub(super) issuer: String,
    /// The gateway's name at this provider: what `aud` must hold. Required.
    pub(super) audience: String,
    /// RS256, ES256 or EdDSA: the only algorithm of this provider's signatures. Required.
    pub(super) algorithm: Option<Algorithm>,
    /// The provider's keys (a JWK set) by https. This or `jwks_file`.
    pub(super) jwks_url: Option<String>,
    /// The provider's keys (a JWK set) in a file. This or `jwks_url`.
    pub(super) jwks_file: Option<PathBuf>,
    /// The longest life of a token that is accepted, at most a day.
    #[serde(with = "humantime_serde")]
    pub(super) max_lifetime: Duration,
    /// The claim with the authority's GSS code.
    pub(super) authority_claim: String,
    /// The claim with the role.
    pub(super) role_claim: String,
    /// The claim with the organisation, for people who hold their role in several.
    pub(super) organisation_claim: String,
}

impl Default for RawIssuer {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            audience: String::new(),
            algorithm: None,
            jwks_url: None,
            jwks_file: None,
            max_lifetime: Duration::from_hours(1),
            authority_claim: "authority".to_owned(),
            role_claim: "role".to_owned(),
            organisation_claim: "organisation".to_owned(),
        }
    }
}

/// `[rate_limit]`: how often one subject may ask.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimit {
    /// Requests a minute of one subject, in the long run.
    pub requests_per_minute: u32,
    /// Requests of one subject at once, after a pause.
    pub burst: u32,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            requests_per_minute: 1_200,
            burst: 200,
        }
    }
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// Text, for people.
    Pretty,
}

/// `[telemetry]`: what the gateway says about itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Telemetry {
    /// `json` or `pretty`.
    pub log_format: LogFormat,
    /// What is logged: a level, or directives like `info,integrated_review=debug`.
    pub log_level: String,
    /// Where traces go by OTLP over HTTP, for example `http://localhost:4318/v1/traces`; nowhere when absent.
    pub otlp_endpoint: Option<String>,
    /// Which share of the traces is sent, from 0 to 1.
    pub otlp_share: f64,
    /// Whether /metrics is served.
    pub metrics: bool,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            log_format: LogFormat::Json,
            log_level: "info".to_owned(),
            otlp_endpoint: None,
            otlp_share: 1.0,
            metrics: true,
        }
    }
}

/// `[retention]`: how long is kept what need not stay.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// How long a retry with the same idempotency key gets the first outcome.
    #[serde(with = "humantime_serde")]
    pub idempotency_keys: Duration,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            idempotency_keys: Duration::from_hours(30 * 24),
        }
    }
}

/// `[audit]`: the record of who did and saw what.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audit {
    /// How often what has been recorded is sealed; until then, nothing would tell that it was altered.
    #[serde(with = "humantime_serde")]
    pub seal_every: Duration,
}

impl Default for Audit {
    fn default() -> Self {
        Self {
            seal_every: Duration::from_mins(1),
        }
    }
}

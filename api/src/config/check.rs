//! What only the values together can say: required keys, and keys that exclude one another.

use std::collections::HashSet;
use std::time::Duration;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;

use super::Config;
use super::sections::{Database, Raw, RawIssuer, Server, Telemetry};
use crate::auth::demo::DEMO_ISSUER;
use crate::auth::operator::OPERATOR_ISSUER;
use crate::auth::{IssuerConfig, KeySource};
use crate::document::Limits;

/// The longest token life that can be configured.
const LONGEST_LIFETIME: Duration = Duration::from_hours(24);

/// Checks everything, and gives the configuration if its parts could be built.
pub(super) fn check(raw: Raw, problems: &mut Vec<String>) -> Option<Config> {
    server(&raw.server, problems);
    database(&raw.database, problems);
    telemetry(&raw.telemetry, problems);
    positive(
        "rate_limit.requests_per_minute",
        raw.rate_limit.requests_per_minute,
        problems,
    );
    positive("rate_limit.burst", raw.rate_limit.burst, problems);
    let streams = &raw.streams;
    let times = [
        ("heartbeat", streams.heartbeat),
        ("init_timeout", streams.init_timeout),
        ("ping_every", streams.ping_every),
        ("send_timeout", streams.send_timeout),
    ];
    for (name, time) in times {
        if !(Duration::from_millis(100)..=Duration::from_mins(10)).contains(&time) {
            problems.push(format!("streams.{name}: must be between 100ms and 10m"));
        }
    }
    if streams.operations_per_connection == 0 || streams.connections_per_subject == 0 {
        problems.push(
            "streams: operations_per_connection and connections_per_subject must be at least 1".to_owned(),
        );
    }
    if raw.audit.seal_every < Duration::from_secs(1) || Duration::from_hours(24) < raw.audit.seal_every {
        problems.push("audit.seal_every: must be between 1s and 24h".to_owned());
    }
    if raw.retention.idempotency_keys < Duration::from_hours(1) {
        problems
            .push("retention.idempotency_keys: must be at least 1h, or retries are done twice".to_owned());
    }
    limits(&raw.limits, problems);
    let issuers = issuers(raw.issuers, problems)?;
    Some(Config {
        server: raw.server,
        database: raw.database,
        issuers,
        limits: raw.limits,
        rate_limit: raw.rate_limit,
        telemetry: raw.telemetry,
        retention: raw.retention,
        audit: raw.audit,
        streams: raw.streams,
    })
}

fn server(server: &Server, problems: &mut Vec<String>) {
    if server.workers == Some(0) {
        problems.push("server.workers: must be at least 1, or absent".to_owned());
    }
    for (key, is_nothing) in [
        ("max_operations", server.max_operations == 0),
        ("max_connections", server.max_connections == 0),
        ("head_timeout", server.head_timeout.is_zero()),
        ("body_timeout", server.body_timeout.is_zero()),
        ("keep_alive", server.keep_alive.is_zero()),
    ] {
        if is_nothing {
            problems.push(format!("server.{key}: must be more than nothing"));
        }
    }
    if let Some(url) = &server.public_url {
        web_address("server.public_url", url, problems);
    }
}

fn database(database: &Database, problems: &mut Vec<String>) {
    let is_postgres = |url: &SecretString| {
        let url = url.expose_secret();
        url.starts_with("postgres://") || url.starts_with("postgresql://")
    };
    let url = &database.url;
    if url.expose_secret().is_empty() {
        problems.push(
            "database.url: is required: postgres://user:password@host/name or sqlite:/path/to/file.db (the \
             environment variable is INTEGRATED_REVIEW_DATABASE__URL)"
                .to_owned(),
        );
    } else if !is_postgres(url) && !url.expose_secret().starts_with("sqlite:") {
        problems.push("database.url: must begin with postgres: or sqlite:".to_owned());
    }
    if let Some(replica) = &database.replica_url {
        if !is_postgres(replica) {
            problems.push("database.replica_url: must begin with postgres:".to_owned());
        } else if !is_postgres(url) {
            problems.push("database.replica_url: needs a PostgreSQL database.url".to_owned());
        }
    }
    positive("database.connections", database.connections, problems);
    positive(
        "database.replica_connections",
        database.replica_connections,
        problems,
    );
}

fn telemetry(telemetry: &Telemetry, problems: &mut Vec<String>) {
    if let Err(error) = EnvFilter::try_new(&telemetry.log_level) {
        problems.push(format!("telemetry.log_level: {error}"));
    }
    if let Some(url) = &telemetry.otlp_endpoint {
        web_address("telemetry.otlp_endpoint", url, problems);
    }
    if !(0.0..=1.0).contains(&telemetry.otlp_share) {
        problems.push("telemetry.otlp_share: must be between 0 and 1".to_owned());
    }
}

/// A limit of nothing would let nothing through.
fn limits(limits: &Limits, problems: &mut Vec<String>) {
    let numbers = serde_json::to_value(limits).unwrap_or_default();
    for (key, number) in numbers.as_object().into_iter().flatten() {
        if number.as_u64() == Some(0) || (key == "timeout" && limits.timeout.is_zero()) {
            problems.push(format!("limits.{key}: must be more than nothing"));
        }
    }
}

fn positive(key: &str, number: u32, problems: &mut Vec<String>) {
    if number == 0 {
        problems.push(format!("{key}: must be at least 1"));
    }
}

fn web_address(key: &str, text: &str, problems: &mut Vec<String>) {
    let good = Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !good {
        problems.push(format!("{key}: must be an http or https URL"));
    }
}

fn issuers(raw: Vec<RawIssuer>, problems: &mut Vec<String>) -> Option<Vec<IssuerConfig>> {
    if raw.is_empty() {
        problems.push("issuers: at least one is required, or nobody could sign in".to_owned());
    }
    let mut names = HashSet::new();
    let mut good = Vec::new();
    for (index, raw) in raw.into_iter().enumerate() {
        if !raw.issuer.is_empty() && !names.insert(raw.issuer.clone()) {
            problems.push(format!("issuers.{index}.issuer: occurs twice"));
        }
        good.extend(issuer(index, raw, problems));
    }
    problems.is_empty().then_some(good)
}

fn issuer(index: usize, raw: RawIssuer, problems: &mut Vec<String>) -> Option<IssuerConfig> {
    let mut say = |key: &str, what: &str| problems.push(format!("issuers.{index}.{key}: {what}"));
    for (key, text) in [
        ("issuer", &raw.issuer),
        ("audience", &raw.audience),
        ("authority_claim", &raw.authority_claim),
        ("role_claim", &raw.role_claim),
        ("organisation_claim", &raw.organisation_claim),
    ] {
        if text.trim().is_empty() {
            say(key, "is required");
        }
    }
    if raw.issuer.trim_end_matches('/') == DEMO_ISSUER {
        say(
            "issuer",
            "is the demo's: its keys are not secret, so no real gateway may trust it",
        );
    }
    if raw.issuer == OPERATOR_ISSUER {
        say("issuer", "is the command line's own: no token comes from it");
    }
    if raw.algorithm.is_none() {
        say("algorithm", "is required: RS256, ES256 or EdDSA");
    }
    if raw.max_lifetime.is_zero() || LONGEST_LIFETIME < raw.max_lifetime {
        say("max_lifetime", "must be more than nothing and at most a day");
    }
    let keys = match (&raw.jwks_url, &raw.jwks_file) {
        (Some(url), None) => KeySource::url(url).map_err(|what| say("jwks_url", &what)).ok(),
        (None, Some(path)) => Some(KeySource::file(path)),
        _ => {
            say("jwks_url", "exactly one of jwks_url and jwks_file is required");
            None
        }
    };
    Some(IssuerConfig {
        issuer: raw.issuer,
        audience: raw.audience,
        algorithm: raw.algorithm?,
        keys: keys?,
        max_lifetime: raw.max_lifetime,
        authority_claim: raw.authority_claim,
        role_claim: raw.role_claim,
        organisation_claim: raw.organisation_claim,
    })
}

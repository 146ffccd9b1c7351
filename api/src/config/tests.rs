use std::ffi::OsString;
use std::time::Duration;

use figment::error::Kind;
use figment::value::{Dict, Value};
use secrecy::ExposeSecret;

use super::{Config, LogFormat, layers, sections};

const EXAMPLE: &str = include_str!("../../../integrated-review.example.toml");

fn environment(variables: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    variables
        .iter()
        .map(|(name, text)| (name.into(), text.into()))
        .collect()
}

fn problems(toml: &str, variables: &[(&str, &str)]) -> String {
    Config::read(Some(toml), environment(variables))
        .unwrap_err()
        .lines()
        .join("\n")
}

#[test]
fn the_example_is_good_and_says_the_defaults() {
    let config = Config::read(Some(EXAMPLE), []).unwrap();
    let raw = layers::read(None, [], &mut Vec::new()).unwrap();
    let shown =
        |server: &super::Server, rate: &super::RateLimit, rest: String| format!("{server:?} {rate:?} {rest}");
    assert_eq!(
        shown(
            &config.server,
            &config.rate_limit,
            format!("{:?} {:?} {:?}", config.telemetry, config.retention, config.audit)
        ),
        shown(
            &raw.server,
            &raw.rate_limit,
            format!("{:?} {:?} {:?}", raw.telemetry, raw.retention, raw.audit)
        ),
    );
    assert_eq!(config.limits, raw.limits);
    assert_eq!(config.database.connections, raw.database.connections);
    assert_eq!(config.issuers[0].max_lifetime, Duration::from_hours(1));
}

#[test]
fn the_example_has_every_key() {
    let known = |path: &[&str]| {
        let unknown = Dict::from([("no_such_key".to_owned(), Value::from(1))]);
        let nest = |inner: Value, key: &&str| match *key {
            "issuers" => Value::from(Dict::from([("issuers".to_owned(), Value::from(vec![inner]))])),
            key => Value::from(Dict::from([(key.to_owned(), inner)])),
        };
        let value = path.iter().rev().fold(Value::from(unknown), nest);
        match value.deserialize::<sections::Raw>().err().unwrap().kind {
            Kind::UnknownField(_, known) => known,
            other => panic!("{other}"),
        }
    };
    for section in known(&[]) {
        assert!(EXAMPLE.contains(&format!("[{section}]")), "{section}");
        for key in known(&[section]) {
            let given = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
            assert!(EXAMPLE.lines().any(given), "{section}.{key}");
        }
    }
}

#[test]
fn the_environment_comes_last_and_can_do_everything() {
    let variables = environment(&[
        ("INTEGRATED_REVIEW_SERVER__BIND", "[::1]:9000"),
        ("INTEGRATED_REVIEW_SERVER__SHUTDOWN_GRACE", "10s"),
        ("INTEGRATED_REVIEW_SERVER__EXPLORER", "true"),
        (
            "INTEGRATED_REVIEW_DATABASE__URL",
            "postgres://gateway:12,{a}@db/reviews",
        ),
        ("INTEGRATED_REVIEW_DATABASE__CONNECTIONS", "40"),
        ("INTEGRATED_REVIEW_TELEMETRY__LOG_FORMAT", "pretty"),
        (
            "INTEGRATED_REVIEW_ISSUERS",
            r#"[{issuer="https://id.example",audience="ir",algorithm="ES256",jwks_url="https://id.example/k"}]"#,
        ),
        ("INTEGRATED_REVIEW_CONFIG", "/etc/ir.toml"),
        ("HOME", "/root"),
    ]);
    for toml in [None, Some(EXAMPLE)] {
        let config = Config::read(toml, variables.clone()).unwrap();
        assert_eq!(config.server.bind.port(), 9000);
        assert_eq!(config.server.shutdown_grace, Duration::from_secs(10));
        assert!(config.server.explorer);
        assert_eq!(
            config.database.url.expose_secret(),
            "postgres://gateway:12,{a}@db/reviews"
        );
        assert_eq!(config.database.connections, 40);
        assert_eq!(config.telemetry.log_format, LogFormat::Pretty);
        assert_eq!(
            (config.issuers.len(), config.issuers[0].audience.as_str()),
            (1, "ir")
        );
    }
}

/// Wrong in every way.
const WRONG: &str = r#"
        colour = "red"
        [server]
        bind = "nowhere"
        workers = 0
        public_url = "reviews.example"
        shutdown_grace = "soon"
        bnd = 1
        [database]
        replica_url = "sqlite:x.db"
        connections = "many"
        [[issuers]]
        issuer = "https://demo.integrated-review.invalid"
        algorithm = "HS256"
        jwks_url = "http://id.example/keys"
        [[issuers]]
        issuer = "https://id.example"
        audience = "ir"
        algorithm = "RS256"
        jwks_url = "https://id.example/keys"
        jwks_file = "keys.json"
        max_lifetime = "2days"
        [limits]
        depth = 0
        timeout = "0s"
        tokens = -1
        [rate_limit]
        burst = 0
        [telemetry]
        log_format = "xml"
        log_level = "integrated_review=loud"
        otlp_share = 2.0
        [retention]
        idempotency_keys = "1s"
        [audit]
        seal_every = "10ms"
    "#;

#[test]
fn every_problem_is_named_at_once() {
    let named = problems(WRONG, &[("INTEGRATED_REVIEW_SERVRE__BIND", "x")]);
    for expected in [
        "colour: there is no such key; the keys here are server, database, issuers",
        "servre: there is no such key",
        "server.bind: ",
        "server.bnd: there is no such key; the keys here are bind,",
        "server.workers: must be at least 1",
        "server.public_url: must be an http",
        "server.shutdown_grace: ",
        "database.url: is required",
        "database.replica_url: must begin with postgres",
        "database.connections: must be",
        "issuers.0.issuer: is the demo's",
        "issuers.0.audience: is required",
        "issuers.0.algorithm: must be one of RS256, ES256, EdDSA",
        "issuers.0.jwks_url: must be an https URL",
        "issuers.1.jwks_url: exactly one of",
        "issuers.1.max_lifetime: ",
        "limits.depth: must be more than nothing",
        "limits.timeout: must be more than nothing",
        "limits.tokens: must be",
        "rate_limit.burst: must be at least 1",
        "telemetry.log_format: must be one of json, pretty",
        "telemetry.log_level: ",
        "telemetry.otlp_share: ",
        "retention.idempotency_keys: ",
        "audit.seal_every: must be between",
    ] {
        assert!(named.contains(expected), "{expected}\n---\n{named}");
    }
}

#[test]
fn two_issuers_need_two_names_and_none_is_too_few() {
    let issuer = "[[issuers]]\nissuer='https://a'\naudience='b'\nalgorithm='EdDSA'\njwks_file='k.json'\n";
    let database = "[database]\nurl='sqlite:x'\n";
    assert!(Config::read(Some(&format!("{database}{issuer}")), []).is_ok());
    assert_eq!(
        problems(&format!("{database}{issuer}{issuer}"), &[]),
        "issuers.1.issuer: occurs twice"
    );
    assert!(problems(database, &[]).starts_with("issuers: at least one"));
}

#[test]
fn a_secret_is_never_shown() {
    for toml in [
        "[database]\nurl = \"postgres://gateway:s3cret@db/reviews\nconnections = 1",
        "[database]\nurl = [\"s3cret\"]",
        "[database]\nurl = { s3cret = 1 }",
        "[database]\nurl = \"mysql://gateway:s3cret@db\"",
        "[database]\nurl = \"sqlite:x\"\nreplica_url = \"postgres://s3cret\"",
    ] {
        let named = problems(toml, &[]);
        assert!(!named.contains("s3cret"), "{named}");
    }
    assert!(!problems("", &[("INTEGRATED_REVIEW_DATABASE__URL", "s3cret")]).contains("s3cret"));
    let config = EXAMPLE.replace("sqlite:/var", "sqlite:/s3cret");
    assert!(!format!("{:?}", Config::read(Some(&config), []).unwrap()).contains("s3cret"));
}

#[test]
fn a_file_that_is_not_there_or_not_toml_is_said() {
    let missing = Config::load(Some(std::path::Path::new("no/such/file.toml"))).unwrap_err();
    assert!(missing.lines()[0].starts_with("no/such/file.toml: the file cannot be read"));
    let broken = problems("[server", &[]);
    assert!(
        broken.starts_with("the file is not TOML: ") && !broken.contains('|'),
        "{broken}"
    );
}

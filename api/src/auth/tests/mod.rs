//! The strict profile, attacked: forged tokens against a verifier with real keys, and key sources that misbehave.

mod accepted;
mod keys;
mod refused;
mod server;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::token::forge;
use super::{Algorithm, IssuerConfig, KeySource, Subject, TokenRefused, Verifier};
use crate::clock::{Clock, MockClock};

const RSA_1: &str = include_str!("../testdata/rsa-1.pem");
const RSA_1_PUBLIC: &str = include_str!("../testdata/rsa-1.pub.pem");
const RSA_2: &str = include_str!("../testdata/rsa-2.pem");
const EC: &str = include_str!("../testdata/ec.pem");
const ED: &str = include_str!("../testdata/ed.pem");
const JWKS: &str = include_str!("../testdata/jwks.json");

const ISSUER: &str = "https://id.example.gov.uk";
const AUDIENCE: &str = "integrated-review";

fn start() -> DateTime<Utc> {
    "2025-03-01T09:00:00Z".parse().unwrap()
}

fn jwks_file() -> KeySource {
    KeySource::file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/auth/testdata/jwks.json"))
}

fn issuer(algorithm: Algorithm, keys: KeySource) -> IssuerConfig {
    IssuerConfig {
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        algorithm,
        keys,
        max_lifetime: Duration::from_hours(1),
        authority_claim: "authority".to_owned(),
        role_claim: "role".to_owned(),
        organisation_claim: "organisation".to_owned(),
    }
}

/// A verifier with the given source, its keys not yet read, and the hands of its clock.
fn verifier(algorithm: Algorithm, keys: KeySource) -> (Verifier, MockClock) {
    let (clock, hands) = Clock::mock(start());
    (Verifier::new(vec![issuer(algorithm, keys)], clock), hands)
}

/// A verifier of RS256 tokens with its keys from the file.
async fn ready() -> (Verifier, MockClock) {
    let (verifier, hands) = verifier(Algorithm::Rs256, jwks_file());
    verifier.refresh().await;
    (verifier, hands)
}

fn header() -> Value {
    json!({ "typ": "JWT", "alg": "RS256", "kid": "rsa-1" })
}

fn claims() -> Value {
    let now = start().timestamp();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "nhs|hv-17", "authority": "E09000033", "role": "HEALTH_VISITOR",
        "iat": now, "nbf": now, "exp": now + 900,
    })
}

/// The object with one member set, or removed where the value is null.
fn with(mut object: Value, name: &str, value: Value) -> Value {
    let members = object.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    object
}

/// Signed with the first RSA key.
fn signed(header: &Value, claims: &Value) -> String {
    forge::with_pem(Algorithm::Rs256, RSA_1, &header.to_string(), &claims.to_string())
}

/// Signed with the second RSA key, which the token names.
fn signed_with_second() -> String {
    let header = with(header(), "kid", json!("rsa-2"));
    forge::with_pem(
        Algorithm::Rs256,
        RSA_2,
        &header.to_string(),
        &claims().to_string(),
    )
}

async fn verdict(token: &str) -> Result<Subject, TokenRefused> {
    ready().await.0.verify(token).await
}

async fn refusal_of_claims(claims: Value) -> TokenRefused {
    verdict(&signed(&header(), &claims)).await.unwrap_err()
}

async fn refusal_of_header(header: Value) -> TokenRefused {
    verdict(&signed(&header, &claims())).await.unwrap_err()
}

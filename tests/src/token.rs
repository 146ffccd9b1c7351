//! Tokens of the test's identity provider: signed with a real key whose public half the gateway reads from a JWK set.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use integrated_review::auth::{Algorithm, IssuerConfig, IssuerStatus, KeySource, Verifier};
use integrated_review::clock::Clock;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};

use crate::cast::Person;

/// The identity provider.
pub const ISSUER: &str = "https://id.example.gov.uk";
/// The gateway's name there.
pub(crate) const AUDIENCE: &str = "integrated-review";
const KEY: &str = include_str!("../../api/src/auth/testdata/ec.pem");
const KEY_ID: &str = "ec";
/// Its public keys.
pub(crate) const JWKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/jwks.json");

/// Verifies the tokens of [`sign`].
pub async fn verifier(clock: Clock) -> Verifier {
    let verifier = verifier_of(Path::new(JWKS), clock).await;
    assert!(
        verifier.status().iter().all(IssuerStatus::ready),
        "{:?}",
        verifier.status()
    );
    verifier
}

/// The same with the keys of this file, which has been read once, if it is there.
pub async fn verifier_of(keys: &Path, clock: Clock) -> Verifier {
    let issuer = IssuerConfig {
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        algorithm: Algorithm::Es256,
        keys: KeySource::file(keys),
        max_lifetime: Duration::from_hours(1),
        authority_claim: "authority".to_owned(),
        role_claim: "role".to_owned(),
        organisation_claim: "organisation".to_owned(),
    };
    let verifier = Verifier::new(vec![issuer], clock);
    verifier.refresh().await;
    verifier
}

/// The JWK set of the identity provider.
pub fn keys() -> Value {
    serde_json::from_str(&std::fs::read_to_string(JWKS).unwrap()).unwrap()
}

/// A token of this person, valid for a quarter of an hour.
pub fn sign(person: &Person, scopes: &[String], now: DateTime<Utc>) -> String {
    sign_claims(&claims(person, scopes, now))
}

/// What [`sign`] says.
pub fn claims(person: &Person, scopes: &[String], now: DateTime<Utc>) -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": person.subject, "authority": person.gss_code,
        "role": person.role, "scope": scopes.join(" "),
        "iat": now.timestamp(), "nbf": now.timestamp(), "exp": now.timestamp() + 900,
    })
}

/// A token that says exactly this.
pub fn sign_claims(claims: &Value) -> String {
    sign_as(KEY_ID, claims)
}

/// The same under another name of the key.
pub fn sign_as(kid: &str, claims: &Value) -> String {
    let mut header = Header::new(jsonwebtoken::Algorithm::ES256);
    header.kid = Some(kid.to_owned());
    jsonwebtoken::encode(
        &header,
        claims,
        &EncodingKey::from_ec_pem(KEY.as_bytes()).unwrap(),
    )
    .unwrap()
}

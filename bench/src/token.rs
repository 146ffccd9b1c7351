//! Tokens as a customer's identity provider signs them (ES256), and what a gateway is told of it.
//!
//! The key is the one of the tests: public, and good for nothing but a gateway that is told to trust it.

use std::time::{Duration, SystemTime};

use entity::enums::{Role, ValueSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;

use crate::{Failure, words};

/// The identity provider.
pub const ISSUER: &str = "https://id.example.gov.uk";
const AUDIENCE: &str = "integrated-review";
const KEY: &str = include_str!("../../api/src/auth/testdata/ec.pem");
const KEY_ID: &str = "ec";
/// The public half, for the gateway.
pub const KEYS: &str = include_str!("../../tests/testdata/jwks.json");
/// How long a token is good for: longer than any run.
const LIFETIME: Duration = Duration::from_hours(12);

/// The part of a gateway's configuration that names the provider; the keys lie in this file.
pub fn configuration(keys: &std::path::Path) -> String {
    let keys = keys.display().to_string();
    format!(
        "[[issuers]]\nissuer = {ISSUER:?}\naudience = {AUDIENCE:?}\nalgorithm = \"ES256\"\njwks_file = {keys:?}\n\
         max_lifetime = \"24h\"\n"
    )
}

/// A token of somebody in the directory.
pub fn sign(authority: &str, subject: &str, role: Role) -> Result<String, Failure> {
    let now = now()?;
    let claims = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": subject, "authority": authority, "role": role.as_str(),
        "iat": now, "nbf": now, "exp": now + LIFETIME.as_secs(),
    });
    let mut header = Header::new(Algorithm::ES256);
    header.kid = Some(KEY_ID.to_owned());
    let key = EncodingKey::from_ec_pem(KEY.as_bytes()).map_err(words)?;
    jsonwebtoken::encode(&header, &claims, &key).map_err(words)
}

#[expect(clippy::disallowed_methods, reason = "a provider's clock is the machine's")]
fn now() -> Result<u64, Failure> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map(|since| since.as_secs()).map_err(words)
}

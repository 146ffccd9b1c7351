//! Keys and signatures of compact JSON Web Signatures: the only user of jsonwebtoken.
//!
//! Of the library we take the cryptography alone. Its reading of headers and claims lets through what the strict
//! profile refuses (`crit`, arrays as `iss`, a missing `aud`), and it asks the machine for the time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm as JwtAlgorithm, DecodingKey, EncodingKey, crypto};
use serde_json::Value;

use super::claims::Members;
use super::verify::TokenRefused;
use crate::problem::{Problem, Result};

/// The longest token that is looked at.
pub(super) const MAX_TOKEN_BYTES: usize = 8 * 1024;
/// The longest `kid`.
const MAX_KID_BYTES: usize = 256;
/// RSA moduli below 2048 bits are not keys.
const MIN_RSA_BYTES: usize = 256;

/// The algorithm of an issuer's signatures. One per issuer, pinned by the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256; keys of at least 2048 bits.
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

/// What a key verifies. HMAC exists for the demo's own secret alone and can not come from a configuration or a JWK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Public(Algorithm),
    Demo,
}

impl Scheme {
    /// The `alg` of the header.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Public(Algorithm::Rs256) => "RS256",
            Self::Public(Algorithm::Es256) => "ES256",
            Self::Public(Algorithm::EdDsa) => "EdDSA",
            Self::Demo => "HS256",
        }
    }

    const fn library(self) -> JwtAlgorithm {
        match self {
            Self::Public(Algorithm::Rs256) => JwtAlgorithm::RS256,
            Self::Public(Algorithm::Es256) => JwtAlgorithm::ES256,
            Self::Public(Algorithm::EdDsa) => JwtAlgorithm::EdDSA,
            Self::Demo => JwtAlgorithm::HS256,
        }
    }
}

/// A key that verifies signatures of exactly one algorithm.
pub(super) struct Key {
    scheme: Scheme,
    key: DecodingKey,
}

impl Key {
    /// The demo's secret.
    pub(super) fn demo(secret: &[u8]) -> Self {
        Self {
            scheme: Scheme::Demo,
            key: DecodingKey::from_secret(secret),
        }
    }

    /// A member of a JWK set, if it is a public key for the issuer's algorithm; else why it is ignored.
    pub(super) fn from_jwk(jwk: &Value, algorithm: Algorithm) -> Result<Self, &'static str> {
        let scheme = Scheme::Public(algorithm);
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let (kty, curve) = match algorithm {
            Algorithm::Rs256 => ("RSA", None),
            Algorithm::Es256 => ("EC", Some("P-256")),
            Algorithm::EdDsa => ("OKP", Some("Ed25519")),
        };
        if text("kty") != Some(kty) {
            return Err("its kty is not of the issuer's algorithm");
        }
        if curve.is_some() && text("crv") != curve {
            return Err("its crv is not of the issuer's algorithm");
        }
        if jwk
            .get("alg")
            .is_some_and(|alg| alg.as_str() != Some(scheme.name()))
        {
            return Err("its alg is not the issuer's");
        }
        if jwk.get("use").is_some_and(|usage| usage.as_str() != Some("sig")) {
            return Err("its use is not sig");
        }
        let verifies = |ops: &Value| {
            ops.as_array()
                .is_some_and(|ops| ops.iter().any(|op| op == "verify"))
        };
        if jwk.get("key_ops").is_some_and(|ops| !verifies(ops)) {
            return Err("its key_ops do not hold verify");
        }
        let part = |name: &str, length: std::ops::RangeInclusive<usize>| {
            let given = text(name)?;
            let bytes = URL_SAFE_NO_PAD.decode(given).ok()?;
            length.contains(&bytes.len()).then_some(given)
        };
        let key = match algorithm {
            Algorithm::Rs256 => (part("n", MIN_RSA_BYTES..=1024), part("e", 1..=8)),
            Algorithm::Es256 => (part("x", 32..=32), part("y", 32..=32)),
            Algorithm::EdDsa => (part("x", 32..=32), Some("")),
        };
        let (Some(first), Some(second)) = key else {
            return Err("its numbers are missing or of the wrong size");
        };
        let key = match algorithm {
            Algorithm::Rs256 => DecodingKey::from_rsa_components(first, second),
            Algorithm::Es256 => DecodingKey::from_ec_components(first, second),
            Algorithm::EdDsa => DecodingKey::from_ed_components(first),
        };
        let key = key.map_err(|_| "its numbers can not be read")?;
        Ok(Self { scheme, key })
    }

    /// Whether this key made the signature.
    pub(super) fn verifies(&self, token: &Compact<'_>) -> bool {
        crypto::verify(
            token.signature,
            token.message.as_bytes(),
            &self.key,
            self.scheme.library(),
        )
        .unwrap_or(false)
    }
}

/// A compact JWS, opened and not yet believed.
pub(super) struct Compact<'a> {
    /// The `alg` of its header.
    pub(super) algorithm: String,
    /// The `kid` of its header.
    pub(super) kid: String,
    /// Its payload.
    pub(super) claims: Members,
    message: &'a str,
    signature: &'a str,
}

impl<'a> Compact<'a> {
    /// Opens a token within its bounds: three parts, strict base64url, a header without anything that would name a
    /// key or demand an extension.
    pub(super) fn open(token: &'a str) -> Result<Self, TokenRefused> {
        if MAX_TOKEN_BYTES < token.len() {
            return Err(TokenRefused::TooLong);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(TokenRefused::Malformed)?;
        let (header, payload) = message.split_once('.').ok_or(TokenRefused::Malformed)?;
        let part = |text: &str| {
            let bytes = URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| TokenRefused::Malformed)?;
            Members::read(&bytes)
        };
        let header = part(header)?;
        for refused in ["crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "enc", "cty"] {
            if header.get(refused).is_some() {
                return Err(TokenRefused::Header(refused));
            }
        }
        check_type(&header)?;
        let kid = header
            .text("kid")
            .filter(|kid| !kid.is_empty() && kid.len() <= MAX_KID_BYTES);
        Ok(Self {
            algorithm: header.text("alg").ok_or(TokenRefused::Algorithm)?.to_owned(),
            kid: kid.ok_or(TokenRefused::NoKeyId)?.to_owned(),
            claims: part(payload)?,
            message,
            signature,
        })
    }
}

/// A token that says it is something else (a logout token, a proof of possession) is no access token (RFC 8725, 3.11).
fn check_type(header: &Members) -> Result<(), TokenRefused> {
    let Some(given) = header.get("typ") else {
        return Ok(());
    };
    let given = given.as_str().map(str::to_ascii_lowercase);
    match given.as_deref() {
        Some("jwt" | "at+jwt" | "application/at+jwt") => Ok(()),
        _ => Err(TokenRefused::Header("typ")),
    }
}

/// Signs claims with the demo's secret.
pub(super) fn sign_demo(secret: &[u8], kid: &str, claims: &Value) -> Result<String> {
    let header = serde_json::json!({ "typ": "JWT", "alg": Scheme::Demo.name(), "kid": kid });
    sign(
        Scheme::Demo,
        &EncodingKey::from_secret(secret),
        &header.to_string(),
        &claims.to_string(),
    )
}

fn sign(scheme: Scheme, key: &EncodingKey, header: &str, claims: &str) -> Result<String> {
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let signature = crypto::sign(message.as_bytes(), key, scheme.library()).map_err(Problem::internal)?;
    Ok(format!("{message}.{signature}"))
}

/// Makes tokens that no honest issuer would: for the tests of the verifier.
#[cfg(test)]
pub(super) mod forge {
    use super::{Algorithm, EncodingKey, Scheme, sign};

    /// Signs the given header and claims, as they are, with a private key in PEM.
    pub(in crate::auth) fn with_pem(algorithm: Algorithm, pem: &str, header: &str, claims: &str) -> String {
        let key = match algorithm {
            Algorithm::Rs256 => EncodingKey::from_rsa_pem(pem.as_bytes()),
            Algorithm::Es256 => EncodingKey::from_ec_pem(pem.as_bytes()),
            Algorithm::EdDsa => EncodingKey::from_ed_pem(pem.as_bytes()),
        };
        sign(Scheme::Public(algorithm), &key.unwrap(), header, claims).unwrap()
    }

    /// Signs the given header and claims, as they are, by HMAC with any secret.
    pub(in crate::auth) fn with_secret(secret: &[u8], header: &str, claims: &str) -> String {
        sign(Scheme::Demo, &EncodingKey::from_secret(secret), header, claims).unwrap()
    }
}

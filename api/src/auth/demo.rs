//! The demo's own issuer, so that a newcomer needs no identity provider.
//!
//! It signs with a secret (HS256) that lies beside the demo's database. Its name cannot be configured for a real
//! gateway: whoever can read that file could be anybody.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::enums::{Role, ValueSet};
use rand::Rng;
use secrecy::{ExposeSecret, SecretSlice};

use super::KeySource;
use super::token::{Algorithm, sign_demo};
use super::verify::{IssuerConfig, Verifier};
use crate::clock::Clock;
use crate::problem::{Problem, Result};

/// The issuer of demo tokens, under a name that can never be resolved.
pub const DEMO_ISSUER: &str = "https://demo.integrated-review.invalid";
/// The audience of demo tokens.
pub const DEMO_AUDIENCE: &str = "integrated-review";
/// The longest life of a demo token.
pub const DEMO_MAX_LIFETIME: Duration = Duration::from_hours(30 * 24);

const KID: &str = "demo";
const SECRET_FILE: &str = "demo-token.key";
const SECRET_BYTES: usize = 32;

/// What a demo token says of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Bearer<'a> {
    /// Who, as the demo's directory knows them.
    pub subject: &'a str,
    /// The GSS code of the authority.
    pub authority: &'a str,
    /// In which role.
    pub role: Role,
    /// In which organisation, where they hold the role in several.
    pub organisation: Option<&'a str>,
    /// The scopes of a system.
    pub scopes: &'a [&'a str],
}

/// Signs demo tokens.
pub struct DemoIssuer {
    secret: SecretSlice<u8>,
    clock: Clock,
}

impl DemoIssuer {
    /// With a secret of this process alone: its tokens end with it.
    pub fn random(clock: Clock) -> Self {
        Self {
            secret: new_secret(),
            clock,
        }
    }

    /// With the secret of a data folder, made when it is not there yet: tokens survive a restart, and the `token`
    /// command can make more.
    pub fn in_folder(folder: &Path, clock: Clock) -> Result<Self> {
        let path = folder.join(SECRET_FILE);
        let secret = match fs::read_to_string(&path) {
            Ok(text) => decode_secret(&text)?,
            Err(error) if error.kind() == ErrorKind::NotFound => create_secret(folder, &path)?,
            Err(error) => return Err(Problem::internal(error)),
        };
        Ok(Self { secret, clock })
    }

    /// A verifier that accepts this issuer's tokens, and no others.
    pub fn verifier(&self) -> Verifier {
        let config = IssuerConfig {
            issuer: DEMO_ISSUER.to_owned(),
            audience: DEMO_AUDIENCE.to_owned(),
            // Not used: the source of the keys decides, and it is the demo's secret.
            algorithm: Algorithm::EdDsa,
            keys: KeySource::demo(KID, self.secret.expose_secret()),
            max_lifetime: DEMO_MAX_LIFETIME,
            authority_claim: "authority".to_owned(),
            role_claim: "role".to_owned(),
            organisation_claim: "organisation".to_owned(),
        };
        Verifier::new(vec![config], self.clock.clone())
    }

    /// A token for somebody of the demo's directory who holds the role in one organisation at most.
    pub fn issue(
        &self,
        subject: &str,
        authority: &str,
        role: Role,
        scopes: &[&str],
        lifetime: Duration,
    ) -> Result<String> {
        let bearer = Bearer {
            subject,
            authority,
            role,
            organisation: None,
            scopes,
        };
        self.sign(&bearer, lifetime)
    }

    /// A token for somebody of the demo's directory.
    pub fn sign(&self, bearer: &Bearer<'_>, lifetime: Duration) -> Result<String> {
        let now = self.clock.now();
        let lifetime = TimeDelta::from_std(lifetime.min(DEMO_MAX_LIFETIME)).map_err(Problem::internal)?;
        let mut claims = serde_json::json!({
            "iss": DEMO_ISSUER,
            "aud": DEMO_AUDIENCE,
            "sub": bearer.subject,
            "authority": bearer.authority,
            "role": bearer.role.as_str(),
            "iat": now.timestamp(),
            "nbf": now.timestamp(),
            "exp": (now + lifetime).timestamp(),
        });
        let scope = (!bearer.scopes.is_empty()).then(|| bearer.scopes.join(" "));
        let organisation = bearer.organisation.map(str::to_owned);
        for (name, claim) in [("scope", scope), ("organisation", organisation)] {
            if let (Some(claim), Some(members)) = (claim, claims.as_object_mut()) {
                members.insert(name.to_owned(), claim.into());
            }
        }
        sign_demo(self.secret.expose_secret(), KID, &claims)
    }
}

fn new_secret() -> SecretSlice<u8> {
    let mut bytes = vec![0; SECRET_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    bytes.into()
}

fn decode_secret(text: &str) -> Result<SecretSlice<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(Problem::internal)?;
    if bytes.len() != SECRET_BYTES {
        let why = format!("{SECRET_FILE} does not hold a demo key; delete it to get a new one");
        return Err(Problem::internal(why));
    }
    Ok(bytes.into())
}

/// Whoever comes second takes what the first has written.
fn create_secret(folder: &Path, path: &Path) -> Result<SecretSlice<u8>> {
    fs::create_dir_all(folder).map_err(Problem::internal)?;
    let secret = new_secret();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let text = URL_SAFE_NO_PAD.encode(secret.expose_secret());
            file.write_all(text.as_bytes()).map_err(Problem::internal)?;
            Ok(secret)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            decode_secret(&fs::read_to_string(path).map_err(Problem::internal)?)
        }
        Err(error) => Err(Problem::internal(error)),
    }
}

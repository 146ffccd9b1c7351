//! The public keys of an issuer: its JWK set, by URL or from a file.
//!
//! Keys are read at the start, every ten minutes, and when a token names a key that is not known: then at most once a
//! minute, however many such tokens arrive, and by one reader while the others wait. When the source is away, the last
//! good set stays; what the source no longer publishes is dropped with the next reading, so that a rotation takes
//! effect without a pause and a withdrawal within ten minutes.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::{Client, Url, redirect};
use serde_json::Value;

use super::token::{Algorithm, Key, Scheme};
use super::verify::{IssuerConfig, TokenRefused};
use crate::clock::Clock;

/// Tokens cannot make us read the keys again sooner than this.
const FLOOR: Duration = Duration::from_mins(1);
/// How often the keys are read anyway.
const PERIOD: Duration = Duration::from_mins(10);
/// The first pause after a failed reading; it doubles up to [`FLOOR`].
const FIRST_RETRY: Duration = Duration::from_secs(2);
/// How long a source may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The largest JWK set that is read.
const MAX_BYTES: usize = 256 * 1024;
/// The most keys of one set that are used.
const MAX_KEYS: usize = 100;

/// Where an issuer's keys are.
#[derive(Clone)]
pub struct KeySource(Source);

impl fmt::Debug for KeySource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Url(url) => write!(out, "{}", url.host_str().unwrap_or_default()),
            Source::File(path) => write!(out, "{}", path.display()),
            Source::Demo { .. } => out.write_str("the demo's secret"),
        }
    }
}

#[derive(Clone)]
enum Source {
    Url(Url),
    File(PathBuf),
    Demo { kid: String, key: Arc<Key> },
}

impl KeySource {
    /// A JWK set by HTTPS; by plain HTTP only from this machine. The error says what is wrong.
    pub fn url(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("is not a URL: {error}"))?;
        match url.scheme() {
            "https" => Ok(Self(Source::Url(url))),
            "http" if is_loopback(&url) => Ok(Self(Source::Url(url))),
            _ => {
                Err("must be an https URL (plain http is accepted from a loopback address alone)".to_owned())
            }
        }
    }

    /// A JWK set in a file.
    pub fn file(path: &Path) -> Self {
        Self(Source::File(path.to_owned()))
    }

    /// The demo's own secret.
    pub(super) fn demo(kid: &str, secret: &[u8]) -> Self {
        Self(Source::Demo {
            kid: kid.to_owned(),
            key: Arc::new(Key::demo(secret)),
        })
    }

    /// What signatures of this source are: the configured algorithm, except for the demo.
    pub(super) fn scheme(&self, configured: Algorithm) -> Scheme {
        match self.0 {
            Source::Demo { .. } => Scheme::Demo,
            Source::Url(_) | Source::File(_) => Scheme::Public(configured),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_start_matches('[')
        .trim_end_matches(']');
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// How an issuer's keys stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerStatus {
    /// The issuer.
    pub issuer: String,
    /// How many of its keys are in use. Without any, none of its tokens can be accepted.
    pub keys: usize,
    /// When they were last read.
    pub read_at: Option<DateTime<Utc>>,
    /// Why the last reading failed, if it did.
    pub problem: Option<String>,
}

impl IssuerStatus {
    /// Whether its tokens can be verified.
    pub fn ready(&self) -> bool {
        0 < self.keys
    }
}

/// The keys of one reading.
#[derive(Default)]
pub(super) struct KeySet {
    generation: u64,
    keys: HashMap<String, Arc<Key>>,
    read_at: Option<DateTime<Utc>>,
    /// The keys that were left out and why; a warning is due when this changes.
    ignored: Vec<String>,
}

impl KeySet {
    pub(super) fn get(&self, kid: &str) -> Option<&Key> {
        self.keys.get(kid).map(Arc::as_ref)
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Takes from a JWK set what fits the issuer's algorithm.
    fn parse(json: &[u8], algorithm: Algorithm) -> Result<Self, String> {
        let document: Value =
            serde_json::from_slice(json).map_err(|error| format!("is not JSON: {error}"))?;
        let listed = document
            .get("keys")
            .and_then(Value::as_array)
            .ok_or("is not a JWK set: no array named keys")?;
        let mut set = Self::default();
        for jwk in listed {
            let kid = jwk.get("kid").and_then(Value::as_str).unwrap_or_default();
            let outcome = match kid {
                "" => Err("it has no kid"),
                known if set.keys.contains_key(known) => Err("its kid occurs twice"),
                _ if MAX_KEYS <= set.keys.len() => Err("there are too many keys"),
                _ => Key::from_jwk(jwk, algorithm),
            };
            match outcome {
                Ok(key) => drop(set.keys.insert(kid.to_owned(), Arc::new(key))),
                Err(why) if set.ignored.len() < MAX_KEYS => set.ignored.push(format!("{kid:.64}: {why}")),
                Err(_) => {}
            }
        }
        Ok(set)
    }
}

/// The keys of one issuer, kept fresh.
pub(super) struct KeyRing {
    issuer: String,
    algorithm: Algorithm,
    source: Source,
    clock: Clock,
    set: RwLock<Arc<KeySet>>,
    problem: Mutex<Option<String>>,
    /// When a token last made us read the keys. Held while reading: the others wait and find the result.
    asked: tokio::sync::Mutex<Option<Duration>>,
}

impl KeyRing {
    pub(super) fn new(config: &IssuerConfig, clock: Clock) -> Self {
        let set = match &config.keys.0 {
            Source::Url(_) | Source::File(_) => KeySet::default(),
            Source::Demo { kid, key } => {
                let keys = HashMap::from([(kid.clone(), Arc::clone(key))]);
                KeySet {
                    keys,
                    read_at: Some(clock.now()),
                    ..KeySet::default()
                }
            }
        };
        Self {
            issuer: config.issuer.clone(),
            algorithm: config.algorithm,
            source: config.keys.0.clone(),
            clock,
            set: RwLock::new(Arc::new(set)),
            problem: Mutex::new(None),
            asked: tokio::sync::Mutex::new(None),
        }
    }

    fn set(&self) -> Arc<KeySet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes with every reading.
    pub(super) fn generation(&self) -> u64 {
        self.set().generation
    }

    pub(super) fn status(&self) -> IssuerStatus {
        let set = self.set();
        let problem = self
            .problem
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        IssuerStatus {
            issuer: self.issuer.clone(),
            keys: set.keys.len(),
            read_at: set.read_at,
            problem,
        }
    }

    /// The set that holds a key; the source is asked again if it does not yet.
    pub(super) async fn set_with(self: &Arc<Self>, kid: &str) -> Result<Arc<KeySet>, TokenRefused> {
        let known = self.set();
        if known.keys.contains_key(kid) {
            return Ok(known);
        }
        self.ask_again().await;
        let now = self.set();
        match (now.keys.contains_key(kid), now.read_at) {
            (true, _) => Ok(now),
            (false, None) => Err(TokenRefused::KeysUnavailable),
            (false, Some(_)) => Err(TokenRefused::UnknownKey),
        }
    }

    async fn ask_again(self: &Arc<Self>) {
        let mut asked = self.asked.lock().await;
        let now = self.clock.uptime();
        if asked.is_some_and(|last| now.saturating_sub(last) < FLOOR) {
            return;
        }
        *asked = Some(now);
        // A task of its own: a caller that hangs up must not use up the one reading of this minute.
        let ring = Arc::clone(self);
        if tokio::spawn(async move { ring.refresh().await }).await.is_err() {
            tracing::error!(issuer = self.issuer, "reading the issuer's keys was broken off");
        }
    }

    /// Reads the keys now. Whether it succeeded.
    pub(super) async fn refresh(&self) -> bool {
        let read = match self.source.read().await {
            Ok(None) => return true,
            Ok(Some(json)) => KeySet::parse(&json, self.algorithm),
            Err(why) => Err(why),
        };
        let problem = match read {
            Ok(set) => self.install(set),
            Err(why) => Some(why),
        };
        if let Some(why) = &problem {
            tracing::warn!(issuer = self.issuer, why, "the issuer's keys could not be read");
        }
        let succeeded = problem.is_none();
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
        succeeded
    }

    /// Puts a new set in place; what it says about the set is a problem without any usable key in it.
    fn install(&self, mut set: KeySet) -> Option<String> {
        let mut current = self.set.write().unwrap_or_else(PoisonError::into_inner);
        if set.ignored != current.ignored {
            for ignored in &set.ignored {
                tracing::warn!(issuer = self.issuer, ignored, "a key of the issuer is not used");
            }
        }
        let empty = set.keys.is_empty();
        set.generation = current.generation + 1;
        set.read_at = Some(self.clock.now());
        *current = Arc::new(set);
        empty.then(|| "holds no key for the issuer's algorithm".to_owned())
    }

    /// Reads the keys again and again, sooner while it fails.
    pub(super) async fn keep_fresh(&self) {
        if matches!(self.source, Source::Demo { .. }) {
            return;
        }
        let mut retry = FIRST_RETRY;
        let mut succeeded = self.status().problem.is_none() && self.status().ready();
        loop {
            let pause = if succeeded { PERIOD } else { retry };
            retry = if succeeded {
                FIRST_RETRY
            } else {
                (retry * 2).min(FLOOR)
            };
            tokio::time::sleep(pause).await;
            succeeded = self.refresh().await;
        }
    }
}

impl Source {
    /// The JWK set's text; nothing where there is nothing to read.
    async fn read(&self) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::Url(url) => download(url).await.map(Some),
            Self::File(path) => read_file(path).await.map(Some),
            Self::Demo { .. } => Ok(None),
        }
    }
}

async fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let size = tokio::fs::metadata(path)
        .await
        .map_err(|error| error.to_string())?
        .len();
    if u64::try_from(MAX_BYTES).is_ok_and(|most| most < size) {
        return Err(format!("is larger than {MAX_BYTES} bytes"));
    }
    tokio::fs::read(path).await.map_err(|error| error.to_string())
}

/// An error with its causes, without the URL, which may hold what an operator would not like in a log.
fn why(error: reqwest::Error) -> String {
    let error = error.without_url();
    let first: &dyn std::error::Error = &error;
    let causes = std::iter::successors(Some(first), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Neither redirects nor anything that a token says decides where we read.
async fn download(url: &Url) -> Result<Vec<u8>, String> {
    let mut client = Client::builder()
        .timeout(TIMEOUT)
        .redirect(redirect::Policy::none())
        .pool_max_idle_per_host(0);
    client = if is_loopback(url) {
        client.no_proxy()
    } else {
        client.https_only(true)
    };
    let client = client.build().map_err(why)?;
    let mut response = client.get(url.clone()).send().await.map_err(why)?;
    if response.status() != reqwest::StatusCode::OK {
        return Err(format!("answered with status {}", response.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(why)? {
        body.extend_from_slice(&chunk);
        if MAX_BYTES < body.len() {
            return Err(format!("is larger than {MAX_BYTES} bytes"));
        }
    }
    Ok(body)
}

//! From a bearer token to a subject.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::enums::Role;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::claims::{Facts, Names, Validity};
use super::keys::{IssuerStatus, KeyRing, KeySource};
use super::token::{Algorithm, Compact, Scheme};
use crate::clock::Clock;
use crate::problem::{Code, Problem, Result};

/// How many verified tokens are remembered, so that a busy caller's signature is checked once, not at each request.
const REMEMBERED: u64 = 10_000;

/// An identity provider whose tokens are accepted.
#[derive(Debug, Clone)]
pub struct IssuerConfig {
    /// Its name: exactly the `iss` of its tokens.
    pub issuer: String,
    /// Our name at this issuer: what `aud` must hold.
    pub audience: String,
    /// The only algorithm of its signatures.
    pub algorithm: Algorithm,
    /// Where its public keys are.
    pub keys: KeySource,
    /// The longest life of a token that is accepted.
    pub max_lifetime: Duration,
    /// The claim with the authority's GSS code.
    pub authority_claim: String,
    /// The claim with the role.
    pub role_claim: String,
    /// The claim with the organisation, for people who hold their role in several.
    pub organisation_claim: String,
}

/// Why a token was refused: for the log. The caller learns one text, whatever the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRefused {
    /// Longer than 8 KB; not looked at.
    TooLong,
    /// Not three parts of base64url with JSON objects.
    Malformed,
    /// A header or claim that occurs twice.
    Duplicate,
    /// A header that names a key, demands an extension, or says that this is no access token.
    Header(&'static str),
    /// Not the algorithm of the issuer.
    Algorithm,
    /// No `kid`.
    NoKeyId,
    /// An issuer that is not configured.
    UnknownIssuer,
    /// A `kid` that the issuer does not publish.
    UnknownKey,
    /// The issuer's keys could not be read since the start: a fault of ours or theirs, not of the token.
    KeysUnavailable,
    /// Not signed by the issuer.
    Signature,
    /// A claim that is missing or of the wrong type.
    Claim(&'static str),
    /// Meant for somebody else.
    Audience,
    /// No longer valid.
    Expired,
    /// Not yet valid.
    NotYetValid,
    /// Valid for longer than the issuer's cap.
    LifetimeTooLong,
}

impl TokenRefused {
    /// The kind of reason, for logs and metrics.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::Duplicate => "duplicate",
            Self::Header(_) => "header",
            Self::Algorithm => "algorithm",
            Self::NoKeyId => "no_kid",
            Self::UnknownIssuer => "unknown_issuer",
            Self::UnknownKey => "unknown_kid",
            Self::KeysUnavailable => "keys_unavailable",
            Self::Signature => "signature",
            Self::Claim(_) => "claim",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::LifetimeTooLong => "lifetime",
        }
    }

    /// The header or claim that is wrong, for the log.
    pub const fn detail(self) -> Option<&'static str> {
        match self {
            Self::Header(name) | Self::Claim(name) => Some(name),
            _ => None,
        }
    }

    /// The one text that callers see.
    pub const fn public(self) -> &'static str {
        "the bearer token is not accepted: it must be a valid, unexpired token of a configured issuer"
    }
}

impl From<TokenRefused> for Problem {
    #[track_caller]
    fn from(refused: TokenRefused) -> Self {
        match refused {
            TokenRefused::KeysUnavailable => {
                Self::unavailable("the keys of the token's issuer are not available")
            }
            other => Self::failed(Code::Unauthenticated, other.public()),
        }
    }
}

/// A caller whose token was verified. There is no other way to make one, but for the operator of the machine
/// ([`super::operator`]).
#[derive(Clone)]
pub struct Subject(Arc<Verified>);

struct Verified {
    issuer: String,
    facts: Facts,
    validity: Validity,
}

impl Subject {
    /// For [`super::operator`] alone: a subject for whom no issuer vouches, but access to the machine.
    pub(super) fn of_this_machine(issuer: &str, facts: Facts) -> Self {
        Self(Arc::new(Verified {
            issuer: issuer.to_owned(),
            facts,
            validity: Validity::ALWAYS,
        }))
    }

    /// Who vouches.
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Who it is, in the issuer's words. May be personal data: not for logs.
    pub fn subject(&self) -> &str {
        &self.0.facts.subject
    }

    /// The GSS code of the authority that the token is for.
    pub fn authority(&self) -> &str {
        &self.0.facts.authority
    }

    /// The role that was picked for this token.
    pub fn role(&self) -> Role {
        self.0.facts.role
    }

    /// The organisation that was picked for this token: our id, an ODS code or an Ofsted URN; where the token names one.
    pub fn organisation(&self) -> Option<&str> {
        self.0.facts.organisation.as_deref()
    }

    /// The scopes; they matter for integrations alone.
    pub fn scopes(&self) -> &[String] {
        &self.0.facts.scopes
    }

    /// Whether a scope was granted.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes().iter().any(|granted| granted == scope)
    }

    /// When the token ends: streams end with it.
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.0.validity.ends
    }

    /// The client to which the token was issued (`azp`, else `client_id`).
    pub fn client_id(&self) -> Option<&str> {
        self.0.facts.client.as_deref()
    }
}

/// Without the subject: it may be an e-mail address, and this ends in logs.
impl fmt::Debug for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Subject")
            .field("issuer", &self.issuer())
            .field("authority", &self.authority())
            .field("role", &self.role())
            .finish_non_exhaustive()
    }
}

/// Verifies tokens. Cheap to clone; one for the whole process.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    issuers: HashMap<String, Issuer>,
    remembered: Cache<[u8; 32], Remembered>,
    clock: Clock,
}

struct Issuer {
    config: IssuerConfig,
    scheme: Scheme,
    ring: Arc<KeyRing>,
}

#[derive(Clone)]
struct Remembered {
    subject: Subject,
    generation: u64,
}

impl Verifier {
    /// A verifier that knows its issuers and none of their keys yet: [`Verifier::refresh`] reads them.
    pub fn new(issuers: Vec<IssuerConfig>, clock: Clock) -> Self {
        let issuer = |config: IssuerConfig| {
            let scheme = config.keys.scheme(config.algorithm);
            let ring = KeyRing::new(&config, clock.clone());
            (
                config.issuer.clone(),
                Issuer {
                    config,
                    scheme,
                    ring: Arc::new(ring),
                },
            )
        };
        let issuers = issuers.into_iter().map(issuer).collect();
        let remembered = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(Duration::from_mins(5))
            .build();
        Self(Arc::new(Inner {
            issuers,
            remembered,
            clock,
        }))
    }

    /// Reads the keys of every issuer, at once. What can not be read is reported by [`Verifier::status`].
    pub async fn refresh(&self) {
        futures::future::join_all(self.0.issuers.values().map(|issuer| issuer.ring.refresh())).await;
    }

    /// Keeps the keys fresh for ever: a task of its own, to be aborted at shutdown.
    pub async fn keep_fresh(self) {
        futures::future::join_all(self.0.issuers.values().map(|issuer| issuer.ring.keep_fresh())).await;
    }

    /// How each issuer stands, for readiness.
    pub fn status(&self) -> Vec<IssuerStatus> {
        let mut all: Vec<_> = self
            .0
            .issuers
            .values()
            .map(|issuer| issuer.ring.status())
            .collect();
        all.sort_by(|one, other| one.issuer.cmp(&other.issuer));
        all
    }

    /// The subject of a bearer token, if everything about it is right.
    pub async fn verify(&self, token: &str) -> Result<Subject, TokenRefused> {
        let result = self.decide(token).await;
        if let Err(refused) = &result {
            metrics::counter!("integrated_review_tokens_refused_total", "reason" => refused.reason())
                .increment(1);
        }
        result
    }

    async fn decide(&self, token: &str) -> Result<Subject, TokenRefused> {
        if super::token::MAX_TOKEN_BYTES < token.len() {
            return Err(TokenRefused::TooLong);
        }
        let fingerprint: [u8; 32] = Sha256::digest(token).into();
        if let Some(subject) = self.recall(&fingerprint) {
            return subject;
        }
        let (subject, generation) = self.examine(token).await?;
        self.0.remembered.insert(
            fingerprint,
            Remembered {
                subject: subject.clone(),
                generation,
            },
        );
        Ok(subject)
    }

    /// A token that was verified before, as long as its issuer's keys are still the same.
    fn recall(&self, fingerprint: &[u8; 32]) -> Option<Result<Subject, TokenRefused>> {
        let Remembered { subject, generation } = self.0.remembered.get(fingerprint)?;
        let issuer = self.0.issuers.get(subject.issuer())?;
        if issuer.ring.generation() != generation {
            return None;
        }
        Some(subject.0.validity.check(self.0.clock.now()).map(|()| subject))
    }

    async fn examine(&self, token: &str) -> Result<(Subject, u64), TokenRefused> {
        let token = Compact::open(token)?;
        let name = token.claims.required("iss", "iss")?;
        let issuer = self.0.issuers.get(name).ok_or(TokenRefused::UnknownIssuer)?;
        if token.algorithm != issuer.scheme.name() {
            return Err(TokenRefused::Algorithm);
        }
        let set = issuer.ring.set_with(&token.kid).await?;
        let key = set.get(&token.kid).ok_or(TokenRefused::UnknownKey)?;
        if !key.verifies(&token) {
            return Err(TokenRefused::Signature);
        }
        let config = &issuer.config;
        let validity = Validity::read(&token.claims, config.max_lifetime)?;
        validity.check(self.0.clock.now())?;
        let names = Names {
            authority: &config.authority_claim,
            role: &config.role_claim,
            organisation: &config.organisation_claim,
        };
        let facts = Facts::read(&token.claims, &config.audience, &names)?;
        let verified = Verified {
            issuer: config.issuer.clone(),
            facts,
            validity,
        };
        Ok((Subject(Arc::new(verified)), set.generation()))
    }
}

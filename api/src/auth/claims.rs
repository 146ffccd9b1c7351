//! The claims of a token, read strictly: each of the right type, none twice.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::enums::{Role, ValueSet};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::verify::TokenRefused;

/// The difference of clocks that is forgiven.
const LEEWAY: TimeDelta = TimeDelta::seconds(5);
/// The longest claim that is kept.
const MAX_TEXT_BYTES: usize = 255;

/// The members of a JSON object, none of them twice: readers that disagree on which of two counts are how tokens are
/// smuggled.
pub(super) struct Members(BTreeMap<String, Value>);

impl Members {
    /// Reads an object.
    pub(super) fn read(json: &[u8]) -> Result<Self, TokenRefused> {
        let Pairs(pairs) = serde_json::from_slice(json).map_err(|_| TokenRefused::Malformed)?;
        let mut members = BTreeMap::new();
        for (name, value) in pairs {
            if members.insert(name, value).is_some() {
                return Err(TokenRefused::Duplicate);
            }
        }
        Ok(Self(members))
    }

    /// A member.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A member that is text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A claim that must be there: text, not empty, of sane length, without control characters.
    pub(super) fn required(&self, name: &str, role: &'static str) -> Result<&str, TokenRefused> {
        let sane = |text: &&str| {
            !text.is_empty() && text.len() <= MAX_TEXT_BYTES && !text.chars().any(char::is_control)
        };
        self.text(name).filter(sane).ok_or(TokenRefused::Claim(role))
    }

    /// A claim that may be absent.
    fn optional(&self, name: &str, role: &'static str) -> Result<Option<&str>, TokenRefused> {
        self.get(name).map(|_| self.required(name, role)).transpose()
    }

    /// A NumericDate that may be absent (RFC 7519, section 2): seconds, whose fraction is cut.
    fn time(&self, name: &'static str) -> Result<Option<DateTime<Utc>>, TokenRefused> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let Value::Number(number) = value else {
            return Err(TokenRefused::Claim(name));
        };
        let text = number.to_string();
        let seconds = text
            .split_once('.')
            .map_or(text.as_str(), |(whole, _)| whole)
            .parse()
            .ok();
        let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        time.map(Some).ok_or(TokenRefused::Claim(name))
    }

    /// Whether the audience, one or several, holds ours.
    fn audience_holds(&self, ours: &str) -> Result<bool, TokenRefused> {
        match self.get("aud") {
            Some(Value::String(one)) => Ok(one == ours),
            Some(Value::Array(all)) if !all.is_empty() && all.iter().all(Value::is_string) => {
                Ok(all.iter().any(|one| one == ours))
            }
            _ => Err(TokenRefused::Claim("aud")),
        }
    }
}

/// The members in the order of the text, doubles included.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// When a token counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Validity {
    /// From when on.
    starts: DateTime<Utc>,
    /// Until when.
    pub(super) ends: DateTime<Utc>,
}

impl Validity {
    /// Where no token is involved.
    pub(super) const ALWAYS: Self = Self {
        starts: DateTime::<Utc>::MIN_UTC,
        ends: DateTime::<Utc>::MAX_UTC,
    };

    /// Reads `exp`, and `nbf` or `iat` or both, and holds the lifetime under its cap.
    ///
    /// Several identity providers never send `nbf`; then `iat` says since when the token counts. A token without
    /// either could live for ever under any cap, and is refused.
    pub(super) fn read(claims: &Members, cap: Duration) -> Result<Self, TokenRefused> {
        let ends = claims.time("exp")?.ok_or(TokenRefused::Claim("exp"))?;
        let (not_before, issued) = (claims.time("nbf")?, claims.time("iat")?);
        let begins = issued.or(not_before).ok_or(TokenRefused::Claim("nbf"))?;
        let cap = TimeDelta::from_std(cap).unwrap_or(TimeDelta::MAX);
        if cap < ends - begins {
            return Err(TokenRefused::LifetimeTooLong);
        }
        Ok(Self {
            starts: not_before.map_or(begins, |not_before| not_before.max(begins)),
            ends,
        })
    }

    /// Whether the token counts now.
    pub(super) fn check(self, now: DateTime<Utc>) -> Result<(), TokenRefused> {
        if self.ends + LEEWAY <= now {
            return Err(TokenRefused::Expired);
        }
        if now + LEEWAY < self.starts {
            return Err(TokenRefused::NotYetValid);
        }
        Ok(())
    }
}

/// What the claims say about the caller, beyond issuer and time.
pub(super) struct Facts {
    pub(super) subject: String,
    pub(super) authority: String,
    pub(super) role: Role,
    pub(super) organisation: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) client: Option<String>,
}

/// The names of the claims that are ours; providers that only send namespaced claims need other ones.
pub(super) struct Names<'a> {
    pub(super) authority: &'a str,
    pub(super) role: &'a str,
    pub(super) organisation: &'a str,
}

impl Facts {
    /// Reads and checks everything but issuer and time.
    pub(super) fn read(claims: &Members, audience: &str, names: &Names<'_>) -> Result<Self, TokenRefused> {
        let subject = claims.required("sub", "sub")?.to_owned();
        if !claims.audience_holds(audience)? {
            return Err(TokenRefused::Audience);
        }
        let role =
            Role::from_text(claims.required(names.role, "role")?).ok_or(TokenRefused::Claim("role"))?;
        let organisation = claims
            .optional(names.organisation, "organisation")?
            .map(str::to_owned);
        let client = match claims.optional("azp", "azp")? {
            None => claims.optional("client_id", "client_id")?,
            party => party,
        };
        let scopes = match claims.get("scope") {
            None => "",
            Some(scope) => scope.as_str().ok_or(TokenRefused::Claim("scope"))?,
        };
        Ok(Self {
            subject,
            authority: claims.required(names.authority, "authority")?.to_owned(),
            role,
            organisation,
            scopes: scopes.split_ascii_whitespace().map(str::to_owned).collect(),
            client: client.map(str::to_owned),
        })
    }
}

//! Identifiers of other systems.

use super::text::is_forbidden;
use super::{Checked, CodeProblem};

/// The longest system and the longest value, in characters.
const LONGEST: usize = 200;

/// How another system calls something: the system and its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExternalId {
    system: String,
    value: String,
}

impl ExternalId {
    /// Reads the system (a URI or a short token) and the value.
    pub fn parse(system: &str, value: &str) -> Checked<Self> {
        Ok(Self {
            system: Self::parse_system(system)?,
            value: Self::parse_value(value)?,
        })
    }

    /// Checks a system: a URI or a short token, at most 200 characters, without spaces.
    pub fn parse_system(system: &str) -> Checked<String> {
        let system = system.trim();
        let starts_well = system.starts_with(|c: char| c.is_ascii_alphanumeric());
        if starts_well && system.len() <= LONGEST && system.bytes().all(is_uri_byte) {
            return Ok(system.to_owned());
        }
        Err(CodeProblem::new(
            "the external system is not a URI or short token of at most 200 characters without spaces",
            "name the sending system, like https://cms.example/children or mosaic",
        ))
    }

    /// Checks a value: something in it, at most 200 characters, no control characters.
    pub fn parse_value(value: &str) -> Checked<String> {
        let value = value.trim();
        if value.is_empty() {
            return Err(CodeProblem::new(
                "the external id is empty",
                "give the id, or leave out its system too",
            ));
        }
        if value.chars().any(is_forbidden) {
            return Err(CodeProblem::new(
                "the external id holds a control character or an invisible one",
                "give the id exactly as the sending system shows it",
            ));
        }
        if value.chars().count() > LONGEST {
            return Err(CodeProblem::new(
                "the external id is longer than 200 characters",
                "give the id by which the sending system finds the record",
            ));
        }
        Ok(value.to_owned())
    }

    /// The system.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// The characters that a URI may hold (RFC 3986).
const fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'[' | b']' | b'@'
        )
        || matches!(
            byte,
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'%'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_uris_or_tokens_and_values_are_plain() {
        for system in [
            "mosaic",
            "https://cms.ashmere.example/child",
            "urn:oid:2.16.840",
            "liquidlogic-ehm",
            "EY_CENSUS",
        ] {
            assert!(ExternalId::parse(system, "C-1042/7").is_ok(), "{system}");
        }
        for system in ["", "two words", "=cmd", "-x", "sýstem", "a\tb", &"a".repeat(201)] {
            assert!(ExternalId::parse(system, "1").is_err(), "{system}");
        }
        for value in ["", "  ", "a\nb", "a\u{200b}b", &"1".repeat(201)] {
            assert!(ExternalId::parse("mosaic", value).is_err(), "{value}");
        }
        let id = ExternalId::parse(" mosaic ", " 10 42 ").unwrap();
        assert_eq!((id.system(), id.value()), ("mosaic", "10 42"));
    }
}

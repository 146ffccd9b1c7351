//! From file and environment to values of the right types, with every key that is not.

use std::ffi::OsString;

use figment::error::Kind;
use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::sections::Raw;

/// What the names of our environment variables begin with.
const PREFIX: &str = "INTEGRATED_REVIEW_";
/// Variables with the prefix that belong to the command line.
const COMMAND_LINE: &[&str] = &["config"];
/// Keys whose values must not be seen, not even when they are wrong.
const SECRET: &[&str] = &["database.url", "database.replica_url"];
/// More wrong keys than this are not listed.
const MOST: usize = 100;

/// Reads both layers; what is wrong is left out and said.
pub(super) fn read(
    toml: Option<&str>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    problems: &mut Vec<String>,
) -> Option<Raw> {
    let environment = Environment::read(environment, problems);
    let figment = Figment::from(Toml::string(toml.unwrap_or_default())).merge(environment);
    let mut value = match figment.extract::<Dict>() {
        Ok(dict) => Value::from(dict),
        Err(error) => {
            problems.push(format!(
                "the file is not TOML: {}",
                without_source(&error.kind.to_string())
            ));
            return None;
        }
    };
    // The first wrong key ends a reading: it is noted and taken out, until the rest reads.
    for _ in 0..MOST {
        let error = match value.deserialize::<Raw>() {
            Ok(raw) => return Some(raw),
            Err(error) => error,
        };
        problems.push(describe(&error.path, &error.kind));
        if !remove(&mut value, &error.path) {
            return None;
        }
    }
    None
}

/// A parser's message without the lines that quote the file, which may hold a secret.
fn without_source(message: &str) -> String {
    let quotes = |line: &&str| {
        line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
            .starts_with('|')
    };
    message
        .lines()
        .filter(|line| !quotes(line))
        .collect::<Vec<_>>()
        .join(": ")
}

fn describe(path: &[String], kind: &Kind) -> String {
    let key = path.join(".");
    let what = match kind {
        Kind::UnknownField(_, known) => {
            format!("there is no such key; the keys here are {}", known.join(", "))
        }
        _ if SECRET.contains(&key.as_str()) => "must be a text in quotation marks".to_owned(),
        Kind::UnknownVariant(_, known) => format!("must be one of {}", known.join(", ")),
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            format!("must be {expected}, not {found}")
        }
        Kind::Message(message) => message.clone(),
        other => other.to_string(),
    };
    format!("{key}: {what}")
}

/// Takes a key out. Whether it was there.
fn remove(value: &mut Value, path: &[String]) -> bool {
    match (value, path) {
        (Value::Dict(_, dict), [key]) => dict.remove(key).is_some(),
        (Value::Dict(_, dict), [key, rest @ ..]) => {
            dict.get_mut(key).is_some_and(|inner| remove(inner, rest))
        }
        (Value::Array(_, items), [index]) => {
            let index = index.parse().ok().filter(|index: &usize| *index < items.len());
            index.map(|index| items.remove(index)).is_some()
        }
        (Value::Array(_, items), [index, rest @ ..]) => {
            let index: Option<usize> = index.parse().ok();
            index
                .and_then(|index| items.get_mut(index))
                .is_some_and(|inner| remove(inner, rest))
        }
        _ => false,
    }
}

/// Our environment variables, as nested keys.
struct Environment(Vec<(String, Value)>);

impl Environment {
    fn read(variables: impl IntoIterator<Item = (OsString, OsString)>, problems: &mut Vec<String>) -> Self {
        let mut found = Vec::new();
        for (name, text) in variables {
            let Some(name) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
                continue;
            };
            let key = name.to_ascii_lowercase().replace("__", ".");
            if COMMAND_LINE.contains(&key.as_str()) {
                continue;
            }
            let Some(text) = text.to_str() else {
                problems.push(format!("{key}: the environment variable is not UTF-8"));
                continue;
            };
            // A secret is text, whatever it looks like.
            let value = if SECRET.contains(&key.as_str()) {
                Value::from(text)
            } else {
                text.parse().unwrap_or_else(|never| match never {})
            };
            found.push((key, value));
        }
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(found)
    }
}

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        Metadata::named("environment")
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        let mut all = Figment::new();
        for (key, value) in &self.0 {
            all = all.merge((key.as_str(), value));
        }
        all.extract::<Dict>()
            .map(|dict| Map::from([(Profile::Default, dict)]))
    }
}

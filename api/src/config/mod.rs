//! The configuration: a TOML file, overridden key by key by environment variables.
//!
//! The variable of `server.bind` is `INTEGRATED_REVIEW_SERVER__BIND`: the prefix, then the key in capitals with two
//! underscores where the file has a dot. Lists (`issuers`) are written as `[{issuer="…", audience="…"}]`. Whatever is
//! wrong is named at once, key by key; unknown keys are wrong. Secrets are never shown, not even in a problem.
//! `integrated-review.example.toml` has every key with its default.

mod check;
mod layers;
mod sections;

use std::path::Path;

pub use sections::{Audit, Database, LogFormat, RateLimit, Retention, Server, Telemetry};

use crate::auth::IssuerConfig;
use crate::document::Limits;
use crate::http::StreamSettings;

/// Everything that the gateway is told from outside.
#[derive(Debug)]
pub struct Config {
    /// How it listens.
    pub server: Server,
    /// Where it keeps its data.
    pub database: Database,
    /// Whose tokens it accepts.
    pub issuers: Vec<IssuerConfig>,
    /// What one request may weigh.
    pub limits: Limits,
    /// How often one subject may ask.
    pub rate_limit: RateLimit,
    /// What it says about itself.
    pub telemetry: Telemetry,
    /// How long it keeps what need not stay.
    pub retention: Retention,
    /// The record of who did and saw what.
    pub audit: Audit,
    /// How streams are held open.
    pub streams: StreamSettings,
}

/// What is wrong with a configuration: every problem, each with its key and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigProblems(Vec<String>);

impl ConfigProblems {
    /// One line for each problem.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl Config {
    /// Reads the file, if there is one, and the environment.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigProblems> {
        let text = path.map(std::fs::read_to_string).transpose();
        let text = text.map_err(|error| {
            let path = path.unwrap_or(Path::new("")).display();
            ConfigProblems(vec![format!("{path}: the file cannot be read: {error}")])
        })?;
        Self::read(text.as_deref(), std::env::vars_os())
    }

    /// Reads the text of a file and an environment.
    pub fn read(
        toml: Option<&str>,
        environment: impl IntoIterator<Item = (std::ffi::OsString, std::ffi::OsString)>,
    ) -> Result<Self, ConfigProblems> {
        let mut problems = Vec::new();
        let raw = layers::read(toml, environment, &mut problems);
        match raw.and_then(|raw| check::check(raw, &mut problems)) {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(ConfigProblems(problems)),
        }
    }
}

#[cfg(test)]
mod tests;

//! The command line: one file per verb. Results go to the standard output, everything else to the standard error.

mod alone;
mod audit;
mod authority;
mod demo;
mod gateway;
mod healthcheck;
mod import;
mod migrate;
mod schema;
mod serve;
mod target;
mod token;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use integrated_review::config::ConfigProblems;
use integrated_review::problem::{Problem, Refusal};

/// The GraphQL gateway with which local authorities run the integrated review at age two.
#[derive(Parser)]
#[command(name = "integrated-review", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 failed; 2 the command line or the configuration is wrong; \
                          3 done in part (import: rows were rejected); 4 not as it was written (audit verify).";

#[derive(Subcommand)]
enum Verb {
    /// Serve the gateway.
    Serve(serve::Args),
    /// Serve a gateway with synthetic children on an embedded database, and print a token for each role.
    Demo(demo::Args),
    /// Bring the database to this version's tables.
    Migrate(migrate::Args),
    /// Print the GraphQL schema.
    Schema(schema::Args),
    /// Enter an authority and its first administrator: what a new deployment starts with.
    Authority(authority::Args),
    /// Verify the record of who did and saw what.
    Audit(audit::Args),
    /// Import the children of an authority.
    Import(import::Args),
    /// Print a token for the demo. Real gateways refuse it.
    Token(token::Args),
    /// Ask a running gateway whether it is ready.
    Healthcheck(healthcheck::Args),
}

/// How a command ended, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// It failed; nothing else is promised.
    Failed = 1,
    /// The command line or the configuration is wrong; nothing was tried.
    Usage = 2,
    /// Done, except for what was reported: rows that were rejected.
    Partly = 3,
    /// What was looked into is not as it was written.
    Broken = 4,
}

/// Why a command stopped, in lines for its user.
#[derive(Debug)]
pub struct Stop {
    exit: Exit,
    lines: Vec<String>,
}

/// What every verb gives.
pub type Outcome = Result<Exit, Stop>;

impl Stop {
    /// It failed.
    pub fn failed(line: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            lines: vec![line.into()],
        }
    }

    /// It was asked for wrongly.
    pub fn usage(line: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            lines: vec![line.into()],
        }
    }
}

impl From<ConfigProblems> for Stop {
    fn from(problems: ConfigProblems) -> Self {
        let mut lines = vec!["the configuration is wrong:".to_owned()];
        lines.extend(problems.lines().iter().map(|line| format!("  {line}")));
        Self {
            exit: Exit::Usage,
            lines,
        }
    }
}

/// The operator may know the cause, unlike a client.
impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Failed(failure) => match failure.source {
                Some(cause) => Self::failed(cause.to_string()),
                None => Self::failed(failure.public),
            },
            Problem::Refused(refusal) => match *refusal {
                Refusal::Invalid(inputs) => {
                    let lines = inputs
                        .iter()
                        .map(|input| format!("{}: {}", input.path.join("."), input.message));
                    Self {
                        exit: Exit::Failed,
                        lines: lines.collect(),
                    }
                }
                Refusal::Rule { message, .. } => Self::failed(message),
                other => Self::failed(format!("refused: {other:?}")),
            },
        }
    }
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::Serve(args) => serve::run(&args),
        Verb::Demo(args) => demo::run(&args),
        Verb::Migrate(args) => migrate::run(&args),
        Verb::Schema(args) => schema::run(&args),
        Verb::Authority(args) => authority::run(&args),
        Verb::Audit(args) => audit::run(&args),
        Verb::Import(args) => import::run(&args),
        Verb::Token(args) => token::run(&args),
        Verb::Healthcheck(args) => healthcheck::run(&args),
    };
    let exit = outcome.unwrap_or_else(|stop| {
        for line in &stop.lines {
            eprintln!("{line}");
        }
        stop.exit
    });
    ExitCode::from(exit as u8)
}

/// Runs a future to its end, on a runtime of its own.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(future)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_operator_learns_the_cause_and_each_wrong_key() {
        let stop = Stop::from(Problem::internal("no such table"));
        assert_eq!(
            (stop.exit, stop.lines),
            (Exit::Failed, vec!["no such table".to_owned()])
        );
        let stop = Stop::from(Problem::invalid(["input", "file"], "is empty"));
        assert_eq!(stop.lines, ["input.file: is empty"]);
        let empty = integrated_review::config::Config::read(None, [])
            .err()
            .map(Stop::from)
            .unwrap();
        assert_eq!(empty.exit, Exit::Usage);
        assert!(
            empty
                .lines
                .iter()
                .any(|line| line.starts_with("  database.url: is required"))
        );
        assert_eq!(Exit::Partly as u8, 3);
    }
}

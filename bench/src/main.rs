//! The data generator and the load driver.
//!
//! `bench generate --database URL --reviews N` fills an empty database; `bench run --database URL` starts a gateway in a
//! process of its own, drives the fixed operations in a closed loop, and prints requests a second, latencies, the
//! gateway's CPU time and the SQL statements a request. Figures of one run compare with each other, not across machines:
//! quote ratios.

mod drive;
mod generate;
mod journal;
mod operations;
mod report;
mod server;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The data generator and the load driver of Integrated Review.
#[derive(Parser)]
#[command(name = "bench")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Fill an empty database: the same rows for the same size and seed.
    Generate(generate::Args),
    /// Drive the fixed operations against a gateway, and print the figures.
    Run(drive::Args),
    /// Compare two ways to make the journal's positions safe to read, on a PostgreSQL server.
    Journal(journal::Args),
    /// The gateway that `run` drives, in a process of its own.
    #[command(hide = true)]
    Serve(server::Args),
}

/// Where a bench keeps the key that signs its callers' tokens.
pub(crate) fn key_folder() -> PathBuf {
    std::env::temp_dir().join("integrated-review-bench")
}

/// Whatever went wrong, in words.
pub(crate) type Failure = String;

/// Any problem in words.
pub(crate) fn words(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}")
}

fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Generate(args) => generate::run(&args),
        Verb::Run(args) => drive::run(&args),
        Verb::Journal(args) => journal::run(&args),
        Verb::Serve(args) => server::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

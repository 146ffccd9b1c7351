//! The data generator and the load driver. `bench/README.md` says how to run them and how to read what they print.

mod check;
mod client;
mod drive;
mod generate;
mod journal;
mod operations;
mod report;
mod rounds;
mod served;
mod stage;
mod token;
mod usage;

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
    /// Drive the fixed operations against gateways and the hand-written limit, and print the figures.
    Run(rounds::Args),
    /// Compare two ways to make the journal's positions safe to read, on PostgreSQL.
    Journal(journal::Args),
}

/// Whatever went wrong, in words.
pub(crate) type Failure = String;

/// Any problem in words.
pub(crate) fn words(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}")
}

/// Runs to its end on this thread.
fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(words)?.block_on(work)
}

fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Generate(args) => block_on(generate::run(&args)),
        Verb::Run(args) => block_on(rounds::run(&args)),
        Verb::Journal(args) => block_on(journal::run(&args)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

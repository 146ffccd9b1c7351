//! The data generator and the load driver. `bench/README.md` says how to run them and how to read what they print.

mod check;
mod client;
mod databases;
mod drive;
mod fanout;
mod generate;
mod journal;
mod operations;
mod percentile;
mod report;
mod rounds;
mod served;
mod stage;
mod token;
mod usage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::runtime::Builder;

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
    /// Let thousands follow over WebSocket, make changes, and print what it costs that each reaches all.
    Fanout(fanout::Args),
    /// Compare two ways to make the journal's positions safe to read, on PostgreSQL.
    Journal(journal::Args),
}

/// Whatever went wrong, in words.
pub(crate) type Failure = String;

/// Any problem in words.
pub(crate) fn words(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}")
}

/// Runs to its end, on a runtime that is made for it.
fn block_on(runtime: &mut Builder, work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = runtime.enable_all().build();
    runtime.map_err(words)?.block_on(work)
}

fn main() -> ExitCode {
    let one = &mut Builder::new_current_thread();
    let done = match Cli::parse().verb {
        Verb::Generate(args) => block_on(one, generate::run(&args)),
        Verb::Run(args) => block_on(one, rounds::run(&args)),
        // Thousands of connections are read by as many threads as there are processors.
        Verb::Fanout(args) => block_on(&mut Builder::new_multi_thread(), fanout::run(&args)),
        Verb::Journal(args) => block_on(one, journal::run(&args)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

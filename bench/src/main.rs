//! The data generator and the load driver. `bench/README.md` says how to run them and how to read what they print.

mod check;
mod client;
mod cluster;
mod drive;
mod generate;
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
}

/// Whatever went wrong, in words.
pub(crate) type Failure = String;

/// Any problem in words.
pub(crate) fn words(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}")
}

fn main() -> ExitCode {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(words)?;
        runtime.block_on(async {
            match Cli::parse().verb {
                Verb::Generate(args) => generate::run(&args).await,
                Verb::Run(args) => rounds::run(&args).await,
            }
        })
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

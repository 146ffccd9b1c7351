//! `serve`: the gateway.

use std::path::PathBuf;

use integrated_review::config::Config;
use integrated_review::telemetry;

use super::{Exit, Outcome, Stop};

/// The arguments of `serve`.
#[derive(clap::Args)]
pub struct Args {
    /// The configuration file; the environment alone when absent.
    #[arg(long, value_name = "FILE", env = "INTEGRATED_REVIEW_CONFIG")]
    config: Option<PathBuf>,
    /// Check the configuration, name everything that is wrong, and stop.
    #[arg(long)]
    check: bool,
}

/// Checks the configuration, and serves.
pub fn run(args: &Args) -> Outcome {
    let config = Config::load(args.config.as_deref())?;
    if args.check {
        println!("OK");
        return Ok(Exit::Done);
    }
    let _telemetry = telemetry::start(&config.telemetry)?;
    serve(config)
}

fn serve(_config: Config) -> Outcome {
    Err(Stop::failed("serve: not wired yet"))
}

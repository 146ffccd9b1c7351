//! `serve`: the gateway.

use std::path::PathBuf;

use integrated_review::auth::Verifier;
use integrated_review::clock::Clock;
use integrated_review::config::Config;
use integrated_review::store::Store;
use integrated_review::telemetry;

use super::alone::alone;
use super::gateway::{self, Gateway};
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

fn serve(config: Config) -> Outcome {
    let listener = gateway::listen(config.server.bind)?;
    let runtime = gateway::runtime()?;
    let settings = gateway::settings(&config);
    let _alone = alone(&config.database)?;
    let store = runtime.block_on(Store::connect(
        &gateway::database(&config.database),
        Clock::system(),
    ))?;
    let pending = runtime.block_on(store.pending_migrations())?;
    if 0 < pending {
        let line = format!(
            "the database lacks {pending} changes of this version: run `integrated-review migrate` first"
        );
        return Err(Stop::failed(line));
    }
    let (metrics, kept) = (config.telemetry.metrics, config.retention.idempotency_keys);
    let sealing = config.audit.seal_every;
    let verifier = Verifier::new(config.issuers, Clock::system());
    // Where it listens, which the configuration leaves open with port 0.
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "serving");
    }
    Gateway {
        store,
        verifier,
        settings,
        metrics,
        kept,
        sealing,
        roles: None,
    }
    .run(&runtime, listener)
}

//! `demo`: a gateway for newcomers.

use std::path::PathBuf;

use integrated_review::auth::demo::DemoIssuer;
use integrated_review::clock::Clock;
use integrated_review::config::{Database, LogFormat, Telemetry};
use integrated_review::telemetry;

use super::target::{demo_database, demo_folder};
use super::{Outcome, Stop};

/// The arguments of `demo`.
#[derive(clap::Args)]
pub struct Args {
    /// Where the demo keeps its data; under the user's data folder when absent.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port, on the loopback address alone.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Also write the address, the tokens and the example queries to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Another database than the embedded one; it is filled with synthetic children.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Start again from an empty database.
    #[arg(long)]
    fresh: bool,
}

/// Prepares keys, folder and telemetry, and serves the demo.
pub fn run(args: &Args) -> Outcome {
    let folder = demo_folder(args.data.as_deref())?;
    let quiet = Telemetry {
        log_format: LogFormat::Pretty,
        log_level: "warn".to_owned(),
        ..Telemetry::default()
    };
    let _telemetry = telemetry::start(&quiet)?;
    let issuer = DemoIssuer::in_folder(&folder, Clock::system())?;
    let database = match &args.database {
        Some(url) => Database {
            url: url.as_str().into(),
            ..Database::default()
        },
        None => demo_database(&folder),
    };
    demo(args, &issuer, &database)
}

fn demo(args: &Args, _issuer: &DemoIssuer, _database: &Database) -> Outcome {
    let Args {
        port: _,
        json: _,
        fresh: _,
        ..
    } = args;
    Err(Stop::failed("demo: not wired yet"))
}

//! The gateway that is driven, in a process of its own, so that its CPU time can be told from the driver's.

use std::future::pending;
use std::net::TcpListener;
use std::sync::Arc;

use integrated_review::auth::demo::DemoIssuer;
use integrated_review::clock::Clock;
use integrated_review::engine::GatewayEngine;
use integrated_review::http::{self, HttpApp, HttpSettings};
use integrated_review::store::{DatabaseSettings, Store};
use integrated_review::telemetry;

use crate::{Failure, key_folder, words};

/// The arguments of the hidden `serve`.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long)]
    database: String,
    #[arg(long)]
    parts_cache_bytes: u64,
}

/// Serves on a free loopback port, and prints it; ends when its parent does.
pub fn run(args: &Args) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(words)?;
    let settings = DatabaseSettings {
        parts_cache_bytes: args.parts_cache_bytes,
        ..DatabaseSettings::at(&args.database)
    };
    let store = runtime
        .block_on(Store::connect(&settings, Clock::system()))
        .map_err(words)?;
    let issuer = DemoIssuer::in_folder(&key_folder(), Clock::system()).map_err(words)?;
    let engine = Arc::new(GatewayEngine::new(store, issuer.verifier()));
    let mut app = HttpApp::new(engine, HttpSettings::default())
        .map_err(words)?
        .on_runtime(runtime.handle().clone());
    if let Some(handle) = telemetry::metrics() {
        app = app.with_metrics(handle.clone());
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(words)?;
    println!("{}", listener.local_addr().map_err(words)?);
    let system = actix_web::rt::System::new();
    system
        .block_on(http::serve(actix_web::web::Data::new(app), listener, pending()))
        .map_err(words)
}

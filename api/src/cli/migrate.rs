//! `migrate`: the tables of this version.

use integrated_review::config::Database;

use super::target::Target;
use super::{Outcome, Stop};

/// The arguments of `migrate`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
}

/// Applies what is missing.
pub fn run(args: &Args) -> Outcome {
    migrate(&args.target.database()?)
}

fn migrate(_database: &Database) -> Outcome {
    Err(Stop::failed("migrate: not wired yet"))
}

//! `migrate`: the tables of this version.

use integrated_review::clock::Clock;
use integrated_review::config::Database;
use integrated_review::problem::Problem;
use integrated_review::store::Store;

use super::gateway;
use super::target::Target;
use super::{Exit, Outcome, block_on};

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

fn migrate(database: &Database) -> Outcome {
    let applied = block_on(async {
        let store = Store::connect(&gateway::database(database), Clock::system()).await?;
        let pending = store.pending_migrations().await?;
        store.migrate().await?;
        store.close().await?;
        Ok::<_, Problem>(pending)
    })?;
    println!("{applied} changes applied");
    Ok(Exit::Done)
}

//! `import`: what other systems hold.

use std::path::PathBuf;

use clap::Subcommand;
use integrated_review::config::Database;

use super::target::Target;
use super::{Outcome, Stop};

/// The arguments of `import`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The children who are due, from a CSV file.
    Children(Children),
}

/// The arguments of `import children`.
#[derive(clap::Args)]
pub struct Children {
    /// The CSV file.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The GSS code of the authority whose children these are.
    #[arg(long, value_name = "GSS")]
    authority: String,
    /// Report what would be done, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Plan a review for every child in or before the window who has none.
    #[arg(long)]
    plan_reviews: bool,
    #[command(flatten)]
    target: Target,
}

/// Imports.
pub fn run(args: &Args) -> Outcome {
    match &args.what {
        What::Children(args) => children(args, &args.target.database()?),
    }
}

fn children(args: &Children, _database: &Database) -> Outcome {
    let Children {
        file: _,
        authority: _,
        dry_run: _,
        plan_reviews: _,
        ..
    } = args;
    Err(Stop::failed("import: not wired yet"))
}

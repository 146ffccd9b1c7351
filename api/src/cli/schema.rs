//! `schema`: the GraphQL schema.

use super::{Outcome, Stop};

/// The arguments of `schema`: none.
#[derive(clap::Args)]
pub struct Args {}

/// Prints the schema definition.
pub fn run(_args: &Args) -> Outcome {
    Err(Stop::failed("schema: not wired yet"))
}

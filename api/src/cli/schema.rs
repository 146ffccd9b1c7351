//! `schema`: the GraphQL schema.

use integrated_review::schema;

use super::{Exit, Outcome};

/// The arguments of `schema`: none.
#[derive(clap::Args)]
pub struct Args {}

/// Prints the schema definition.
#[expect(clippy::unnecessary_wraps, reason = "every verb gives an outcome")]
pub fn run(_args: &Args) -> Outcome {
    print!("{}", schema::sdl(&schema::build()));
    Ok(Exit::Done)
}

//! The `integrated-review` command.

// The merged resolvers of all slices nest one in another.
#![recursion_limit = "256"]

mod cli;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}

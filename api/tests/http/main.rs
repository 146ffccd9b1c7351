//! The HTTP layer with a small engine behind it, over a real socket.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod execution;
mod harness;
mod hostile;
mod introspection;
mod parameters;
mod protocol;
mod schema;
mod service;

//! The built gateway, as a process of its own, and what people do to it who mean it no good.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod connections;
mod harness;
mod hostile;

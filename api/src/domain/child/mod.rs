//! The child: names, identifiers as rows, restriction, where it is placed, and its parents and carers.

pub mod types;

pub use types::Child;

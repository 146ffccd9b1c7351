//! The directory: organisations, link teams, practitioners with their roles and contact cards.

pub mod loader;
pub mod types;

pub use types::Organisation;

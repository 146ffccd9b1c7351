//! Identifiers of other systems: any record has as many as there are systems that know it, and an integrator never
//! needs ours. Unique in the authority by kind of record, system and value.

pub mod loader;
pub mod types;

pub use types::ExternalId;

//! The authority: the upper-tier local authority that runs the integrated review for its residents and owns the local
//! protocol. Authorities cannot see each other: everybody sees their own and no other.

pub mod types;

pub use types::{Authority, AuthorityAccess};

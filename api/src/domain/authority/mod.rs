//! The authority: the upper-tier local authority that runs the integrated review for its residents and owns the local
//! protocol. Authorities cannot see each other: everybody sees their own and no other.

pub mod facts;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::AuthorityMutations;
pub use queries::AuthorityQueries;
pub use types::{Authority, AuthorityAccess};

//! What every slice shares between the domain and the GraphQL schema.

pub mod error;
pub mod mask;

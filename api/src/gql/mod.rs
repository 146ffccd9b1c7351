//! What every slice shares between the domain and the GraphQL schema.

pub mod mask;

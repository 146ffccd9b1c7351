//! The GraphQL shell: wire types, connections, references, scalars, user errors. Knows no noun of the domain, but for
//! the list of kinds in `node`.

pub mod access;
pub mod arguments;
pub mod connection;
pub mod context;
pub mod error;
pub mod input;
pub mod json;
pub mod lens;
pub mod mask;
pub mod merge;
pub mod node;
pub mod page;
pub mod reference;
pub mod relation;
pub mod report;
pub mod scalars;
pub mod user_error;
pub mod wire;
pub mod wire_macro;

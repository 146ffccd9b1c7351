//! Who did and saw what: the audit trail of an authority, and the access log of one child.
//!
//! An act is an attempt to change something, done or refused; a look is an answer that showed something of children's
//! records. Both are one list, one line each, because whoever asks what happened asks for both: a table of lines to
//! export, with what only acts or only looks have left empty in the other. `Child.accessLog` is the same looks from the
//! child's side, for those who answer to the family and for the family itself. Reading either is a look, too.

mod filter;
pub mod loader;
mod queries;
pub mod types;

pub use queries::AuditQueries;
pub use types::AccessLogEntry;

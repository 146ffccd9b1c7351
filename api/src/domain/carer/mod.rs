//! The parents and carers of a child.
//!
//! The relationship to the child and parental responsibility are two things: a foster carer looks after the child
//! without holding responsibility, a father may hold it or not, a court may limit or remove it. Only who holds it (or
//! shares it with the authority) and is entered with the subject of their tokens may sign in as PARENT. One person who
//! cares for two children has an entry with each. A parent sees and amends their own entry, nobody else's.

pub mod facts;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod speaking;
pub mod types;

pub use mutations::CarerMutations;
pub use queries::CarerQueries;
pub use types::Carer;

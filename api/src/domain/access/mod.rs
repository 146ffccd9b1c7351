//! Who may do what, as data: the responsibility matrix itself, and, for administrators, why somebody may or may not.
//! Answered by the same function that allows and refuses the acts.

mod queries;
mod types;

pub use queries::AccessQueries;

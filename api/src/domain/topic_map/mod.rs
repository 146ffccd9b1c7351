//! The topic map: how what the two professions look at belongs together, so that the early years entry, the health entry,
//! the parents' view and the result of an assessment about the same thing can be laid side by side.
//!
//! A link joins prime areas of the EYFS, areas and instruments of assessments, and health topics; it says who leads. The map
//! belongs to the authority and is versioned: a version counts from its day on, and older ones are kept. Where an authority
//! has none in force, the shipped default is ([`links::default_links`]).

pub mod facts;
mod input;
pub mod links;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use links::Link;
pub use mutations::TopicMapMutations;
pub use queries::TopicMapQueries;
pub use types::{TopicMap, TopicMapInForce};

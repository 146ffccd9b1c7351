//! The acts on topic maps, one file each.

mod set;

pub use set::TopicMapSetMutation as TopicMapMutations;

//! The acts on family-sensitive notes, one file each.

mod record;

pub use record::FamilyNoteRecordMutation as FamilyNoteMutations;

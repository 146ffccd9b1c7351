//! The pre-meeting: the practitioners speak before the family joins, and agree how what is sensitive is spoken of.
//!
//! It is for practitioners by type: nobody else knows that there is one. Either profession opens it; the concerns that
//! practitioners keep among themselves are on its agenda from the beginning. For each sensitive topic the words are agreed
//! by both professions, and who leads, in whose presence it is not spoken of, whether a parent is seen alone. Each
//! profession signs it off for itself; a change after that voids the signatures and opens it again. Afterwards each topic
//! gets its outcome: spoken of, put off until a day, or the way of safeguarding; what is open then is open in the review.

pub mod facts;
pub mod input;
pub mod loader;
mod mutations;
mod queries;
pub mod rules;
pub mod types;

pub use mutations::PreMeetingMutations;
pub use queries::PreMeetingQueries;
pub use types::{PreMeeting, PreMeetingAttendance, PreMeetingTopic};

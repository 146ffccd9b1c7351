//! Sets of states that rules of the matrix name.

/// Rows without states.
pub const ANY: &[&str] = &["ANY"];
/// A child, wherever it is by now.
pub const ANY_CHILD: &[&str] = &["ACTIVE", "MOVED_AWAY", "DECEASED"];
/// In use.
pub const ACTIVE: &[&str] = &["ACTIVE"];
/// Out of use.
pub const INACTIVE: &[&str] = &["INACTIVE"];
/// Open.
pub const OPEN: &[&str] = &["OPEN"];
/// Settled.
pub const SETTLED: &[&str] = &["SETTLED"];
/// An early flag that waits for an answer.
pub const RAISED: &[&str] = &["RAISED"];
/// A draft.
pub const DRAFT: &[&str] = &["DRAFT"];
/// The states in which a review is still being worked on.
pub const OPEN_REVIEW: &[&str] = &[
    "DUE",
    "INVITED",
    "SCHEDULED",
    "AWAITING_CONTRIBUTIONS",
    "READY",
    "PRE_MEETING_HELD",
    "IN_REVIEW",
    "AWAITING_ASSENT",
];
/// The states before the family has met anybody.
pub const BEFORE_MEETING: &[&str] = &[
    "DUE",
    "INVITED",
    "SCHEDULED",
    "AWAITING_CONTRIBUTIONS",
    "READY",
    "PRE_MEETING_HELD",
];
/// A party who has not come yet.
pub const NOT_YET_THERE: &[&str] = &["INVITED", "ACCEPTED", "DECLINED", "APOLOGIES"];
/// A half of a review that stands, however far it is.
pub const STANDS: &[&str] = &["IN_PROGRESS", "SUBMITTED", "AMENDED"];
/// A half that is being written.
pub const BEING_WRITTEN: &[&str] = &["IN_PROGRESS"];
/// A half that was handed in.
pub const HANDED_IN: &[&str] = &["SUBMITTED", "AMENDED"];
/// A referral that lies with the service.
pub const WITH_SERVICE: &[&str] = &["SENT", "RECEIVED", "RETURNED_FOR_INFORMATION"];
/// Every state of a referral but the one of an entry in error.
pub const IN_THE_LOOP: &[&str] = &[
    "DRAFT",
    "AWAITING_PARENT_AGREEMENT",
    "READY",
    "SENT",
    "RECEIVED",
    "RETURNED_FOR_INFORMATION",
    "REJECTED",
    "ACCEPTED",
    "WITHDRAWN",
    "DECLINED_BY_PARENT",
];

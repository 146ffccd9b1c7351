//! The sets of the audit: acts and looks.

use super::value_set;

value_set! {
    /// What records are looked at for. Said by the caller; recorded with every look and act; it opens nothing.
    Purpose {
        /// Preparing, holding or following up a child's review.
        Review = "REVIEW",
        /// Making or following a referral.
        Referral = "REFERRAL",
        /// Leading, administering or supervising the service.
        Supervision = "SUPERVISION",
        /// Counting and reporting.
        Reporting = "REPORTING",
        /// Looking into who did and saw what.
        Audit = "AUDIT",
    }
}

value_set! {
    /// What a line of the audit trail is about.
    AuditKind {
        /// An attempt to change something, whether it was done or refused.
        Act = "ACT",
        /// An answer that showed something of children's records.
        Look = "LOOK",
    }
}

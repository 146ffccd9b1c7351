//! Early flags.

use super::value_set;

value_set! {
    /// How far an early flag is.
    EarlyFlagStatus {
        /// Waits for the answer of the health team.
        Raised = "RAISED",
        /// Answered.
        Answered = "ANSWERED",
        /// Taken back by who raised it, before it was answered.
        Withdrawn = "WITHDRAWN",
    }
}

value_set! {
    /// What the health team makes of an early flag.
    EarlyFlagOutcome {
        /// Advice for the setting and the family.
        Advice = "ADVICE",
        /// The review of the child is brought forward.
        BringReviewForward = "BRING_REVIEW_FORWARD",
        /// It is taken up in the review when that is due.
        NoteForReview = "NOTE_FOR_REVIEW",
        /// It goes the way of the local safeguarding procedures. Never shown to parents.
        SafeguardingRoute = "SAFEGUARDING_ROUTE",
    }
}

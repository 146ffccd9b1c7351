//! The pre-meeting and the liaison thread: what practitioners say among themselves. The names are ours.

use super::value_set;

value_set! {
    /// How far a pre-meeting is.
    PreMeetingStatus {
        /// Open, no time agreed.
        Open = "OPEN",
        /// Open, with a time.
        Scheduled = "SCHEDULED",
        /// Health and early years have both signed it off. A later change opens it again.
        SignedOff = "SIGNED_OFF",
        /// Closed: every sensitive topic has its outcome.
        Closed = "CLOSED",
    }
}

value_set! {
    /// How the practitioners speak.
    PreMeetingMedium {
        /// In one room.
        FaceToFace = "FACE_TO_FACE",
        /// By video.
        Video = "VIDEO",
        /// By telephone.
        Telephone = "TELEPHONE",
    }
}

value_set! {
    /// Whether a topic of a pre-meeting waits, or what came of it.
    PreMeetingTopicStatus {
        /// Waits.
        Open = "OPEN",
        /// Was spoken of with the family.
        Discussed = "DISCUSSED",
        /// Is put off until a day.
        Deferred = "DEFERRED",
        /// Goes the way of safeguarding instead.
        SafeguardingRoute = "SAFEGUARDING_ROUTE",
        /// Was taken off the agenda; stays on record.
        Removed = "REMOVED",
    }
}

value_set! {
    /// What came of a topic of a pre-meeting.
    TopicOutcome {
        /// It was spoken of with the family.
        Discussed = "DISCUSSED",
        /// It is put off until a day.
        Deferred = "DEFERRED",
        /// It goes the way of safeguarding instead.
        SafeguardingRoute = "SAFEGUARDING_ROUTE",
    }
}

impl TopicOutcome {
    /// The status of a topic with this outcome.
    pub const fn status(self) -> PreMeetingTopicStatus {
        match self {
            Self::Discussed => PreMeetingTopicStatus::Discussed,
            Self::Deferred => PreMeetingTopicStatus::Deferred,
            Self::SafeguardingRoute => PreMeetingTopicStatus::SafeguardingRoute,
        }
    }
}

impl PreMeetingTopicStatus {
    /// The outcome of a topic with this status; none where it waits or was taken off.
    pub const fn outcome(self) -> Option<TopicOutcome> {
        match self {
            Self::Open | Self::Removed => None,
            Self::Discussed => Some(TopicOutcome::Discussed),
            Self::Deferred => Some(TopicOutcome::Deferred),
            Self::SafeguardingRoute => Some(TopicOutcome::SafeguardingRoute),
        }
    }
}

value_set! {
    /// Who leads when a topic is spoken of with the family.
    TopicLead {
        /// The health practitioner.
        Health = "HEALTH",
        /// The early years practitioner.
        EarlyYears = "EARLY_YEARS",
        /// Both together.
        Jointly = "JOINTLY",
    }
}

value_set! {
    /// What a message of the liaison thread asks for.
    LiaisonKind {
        /// Nothing: to be known.
        Note = "NOTE",
        /// An answer in the thread.
        Question = "QUESTION",
        /// To be called back.
        CallBack = "CALL_BACK",
    }
}

value_set! {
    /// Whether a message of the liaison thread waits for something.
    LiaisonStatus {
        /// A note or a reply: nothing is expected.
        Noted = "NOTED",
        /// A question or the wish to be called back, without an answer.
        Open = "OPEN",
        /// Somebody else has replied.
        Answered = "ANSWERED",
        /// The call back took place, or it was settled otherwise.
        Resolved = "RESOLVED",
    }
}

value_set! {
    /// Whether one half of a review is in.
    HalfReadiness {
        /// Handed in.
        In = "IN",
        /// Not to come, with the reason on record.
        Reasoned = "REASONED",
        /// To come.
        Missing = "MISSING",
        /// Not part of this review: the child is in no setting.
        NotApplicable = "NOT_APPLICABLE",
    }
}

value_set! {
    /// What a review still lacks before it can be closed.
    ReadinessCode {
        /// The health half is not in, and no reason is on record.
        HealthHalfMissing = "HEALTH_HALF_MISSING",
        /// The early years half is not in, and no reason is on record.
        EarlyYearsHalfMissing = "EARLY_YEARS_HALF_MISSING",
        /// A required step is open.
        StepOpen = "STEP_OPEN",
        /// Concerns have no outcome.
        ConcernOpen = "CONCERN_OPEN",
        /// A pre-meeting is open and not signed off by both professions.
        PreMeetingNotSignedOff = "PRE_MEETING_NOT_SIGNED_OFF",
        /// Sensitive topics of the pre-meeting lack agreed words, or who leads.
        TopicNotAgreed = "TOPIC_NOT_AGREED",
        /// Sensitive topics of the pre-meeting have no outcome.
        TopicOpen = "TOPIC_OPEN",
    }
}

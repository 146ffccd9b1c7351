//! The review and the parties to it.

use super::value_set;

value_set! {
    /// How the two halves of a review come together locally.
    DeliveryModel {
        /// Parent, child, early years and health practitioner in one room, after a short pre-meeting (Islington).
        JointMeeting = "JOINT_MEETING",
        /// Two meetings; the parent carries the progress summary there and the health outcome back (Warwickshire).
        SeparateParentCarried = "SEPARATE_PARENT_CARRIED",
        /// Two meetings; the summary lies in the child's red book (Worcestershire).
        SeparateRedBook = "SEPARATE_RED_BOOK",
        /// Two meetings; practitioners share directly (Leicestershire, Oxfordshire).
        SeparateDirectShare = "SEPARATE_DIRECT_SHARE",
        /// Two meetings; shared only where either side has a concern.
        SeparateByException = "SEPARATE_BY_EXCEPTION",
        /// The child is in no setting: the health half alone.
        HealthOnly = "HEALTH_ONLY",
    }
}

value_set! {
    /// The life of a review.
    ReviewStatus {
        /// Planned; nobody has been invited yet.
        Due = "DUE",
        /// The family has been invited.
        Invited = "INVITED",
        /// Date and place are set.
        Scheduled = "SCHEDULED",
        /// The meeting has been held apart; a contribution is outstanding.
        AwaitingContributions = "AWAITING_CONTRIBUTIONS",
        /// Both halves are in; the meeting may be held.
        Ready = "READY",
        /// The practitioners have spoken before the family joins.
        PreMeetingHeld = "PRE_MEETING_HELD",
        /// The family is in the room.
        InReview = "IN_REVIEW",
        /// The agreed actions wait for the answers of the parties.
        AwaitingAssent = "AWAITING_ASSENT",
        /// Complete, with both halves.
        Closed = "CLOSED",
        /// Ended with the health half alone.
        ClosedHealthOnly = "CLOSED_HEALTH_ONLY",
        /// Ended with the early years half alone.
        ClosedEarlyYearsOnly = "CLOSED_EARLY_YEARS_ONLY",
        /// The parents declined the review.
        Declined = "DECLINED",
        /// The child was not brought, and will not be offered another date in this cycle.
        NotBrought = "NOT_BROUGHT",
        /// The child moved to another authority before the review was complete.
        MovedAway = "MOVED_AWAY",
        /// The child died.
        Deceased = "DECEASED",
        /// Planned in error; kept for the record, hidden from lists by default.
        EnteredInError = "ENTERED_IN_ERROR",
    }
}

impl ReviewStatus {
    /// Whether the review is still being worked on.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Due
                | Self::Invited
                | Self::Scheduled
                | Self::AwaitingContributions
                | Self::Ready
                | Self::PreMeetingHeld
                | Self::InReview
                | Self::AwaitingAssent
        )
    }
}

value_set! {
    /// The ends of a review other than completing both halves.
    ReviewEnd {
        /// The health half alone was completed.
        HealthOnly = "HEALTH_ONLY",
        /// The early years half alone was completed.
        EarlyYearsOnly = "EARLY_YEARS_ONLY",
        /// The parents declined.
        Declined = "DECLINED",
        /// The child was not brought.
        NotBrought = "NOT_BROUGHT",
        /// The child moved away.
        MovedAway = "MOVED_AWAY",
        /// The child died.
        Deceased = "DECEASED",
        /// Planned in error.
        EnteredInError = "ENTERED_IN_ERROR",
    }
}

value_set! {
    /// The age cycle a review belongs to. One review a child and cycle.
    ReviewCycle {
        /// Two to two-and-a-half years: the integrated review.
        TwoYear = "TWO_YEAR",
    }
}

value_set! {
    /// Where a review takes place (Healthy Child Programme indicators; a setting reports as other community venue).
    VisitPlace {
        /// The family's home.
        FamilyHome = "FAMILY_HOME",
        /// A clinic, one to one.
        ClinicOneToOne = "CLINIC_ONE_TO_ONE",
        /// A clinic, in a group.
        ClinicGroup = "CLINIC_GROUP",
        /// A GP surgery.
        GpSurgery = "GP_SURGERY",
        /// A Best Start family hub.
        BestStartFamilyHub = "BEST_START_FAMILY_HUB",
        /// The child's early years setting.
        EarlyYearsSetting = "EARLY_YEARS_SETTING",
        /// Another venue in the community.
        OtherCommunityVenue = "OTHER_COMMUNITY_VENUE",
    }
}

value_set! {
    /// In which capacity somebody takes part in a review.
    ParticipantCapacity {
        /// Leads the health half.
        HealthLead = "HEALTH_LEAD",
        /// Leads the early years half.
        EarlyYearsLead = "EARLY_YEARS_LEAD",
        /// A parent or carer.
        ParentOrCarer = "PARENT_OR_CARER",
        /// Another professional.
        OtherProfessional = "OTHER_PROFESSIONAL",
        /// An interpreter.
        Interpreter = "INTERPRETER",
    }
}

value_set! {
    /// What a party has answered.
    ParticipantStatus {
        /// Asked, not answered. Sees a summary only.
        Invited = "INVITED",
        /// Takes part.
        Accepted = "ACCEPTED",
        /// Does not take part.
        Declined = "DECLINED",
        /// Cannot be there; sent a contribution.
        Apologies = "APOLOGIES",
        /// Was there.
        Attended = "ATTENDED",
        /// Was taken off the review again: an invitation in error, or no longer needed. Sees nothing of it.
        Removed = "REMOVED",
    }
}

impl ParticipantStatus {
    /// Whether the party is asked or takes part.
    pub const fn takes_part(self) -> bool {
        matches!(
            self,
            Self::Invited | Self::Accepted | Self::Apologies | Self::Attended
        )
    }
}

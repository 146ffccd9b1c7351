//! The early years half of a review.

use super::value_set;

value_set! {
    /// The prime areas of learning and development (EYFS), of which the progress check at two is written.
    PrimeArea {
        /// Communication and language.
        CommunicationAndLanguage = "COMMUNICATION_AND_LANGUAGE",
        /// Physical development.
        PhysicalDevelopment = "PHYSICAL_DEVELOPMENT",
        /// Personal, social and emotional development (PSED).
        PersonalSocialEmotionalDevelopment = "PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT",
    }
}

value_set! {
    /// Where the progress check at two stands.
    ProgressCheckStatus {
        /// Being written.
        InProgress = "IN_PROGRESS",
        /// Handed in.
        Submitted = "SUBMITTED",
        /// Handed in, and added to since; the original is kept.
        Amended = "AMENDED",
        /// Entered in error; kept for the record.
        EnteredInError = "ENTERED_IN_ERROR",
    }
}

value_set! {
    /// How far the early years half of a review is. Ours. That none is expected and that none has come are two things.
    ProgressCheckState {
        /// None is expected: the child is in no setting, the review is the health half alone, or the step was waived with a
        /// reason (see `Review.responsibilities`).
        NotApplicable = "NOT_APPLICABLE",
        /// One is expected, and has not been started.
        NotReceived = "NOT_RECEIVED",
        /// Being written.
        InProgress = "IN_PROGRESS",
        /// Handed in.
        Submitted = "SUBMITTED",
        /// Handed in, and added to since.
        Amended = "AMENDED",
    }
}

value_set! {
    /// How a child gets on in a prime area: the words of the EYFS statutory framework on the progress check at two. Never a
    /// score.
    AreaJudgement {
        /// Is progressing well.
        ProgressingWell = "PROGRESSING_WELL",
        /// Some additional support might be needed.
        SomeAdditionalSupport = "SOME_ADDITIONAL_SUPPORT",
        /// There is a concern about a possible developmental delay: a targeted plan is due.
        ConcernPossibleDelay = "CONCERN_POSSIBLE_DELAY",
    }
}

value_set! {
    /// The version of the EYFS whose aspects an entry uses.
    EyfsFramework {
        /// The aspects since 2021.
        Eyfs2021 = "EYFS_2021",
        /// The aspects from 2012 to 2021, which still appear in journals.
        Eyfs2012 = "EYFS_2012",
    }
}

value_set! {
    /// The aspects of the prime areas (EYFS).
    EyfsAspect {
        /// Communication and language, since 2021: listening, attention and understanding.
        ListeningAttentionAndUnderstanding = "LISTENING_ATTENTION_AND_UNDERSTANDING",
        /// Communication and language, in both versions: speaking.
        Speaking = "SPEAKING",
        /// Physical development, since 2021: gross motor skills.
        GrossMotorSkills = "GROSS_MOTOR_SKILLS",
        /// Physical development, since 2021: fine motor skills.
        FineMotorSkills = "FINE_MOTOR_SKILLS",
        /// Personal, social and emotional development, since 2021: self-regulation.
        SelfRegulation = "SELF_REGULATION",
        /// Personal, social and emotional development, since 2021: managing self.
        ManagingSelf = "MANAGING_SELF",
        /// Personal, social and emotional development, since 2021: building relationships.
        BuildingRelationships = "BUILDING_RELATIONSHIPS",
        /// Communication and language, until 2021: listening and attention.
        ListeningAndAttention = "LISTENING_AND_ATTENTION",
        /// Communication and language, until 2021: understanding.
        Understanding = "UNDERSTANDING",
        /// Physical development, until 2021: moving and handling.
        MovingAndHandling = "MOVING_AND_HANDLING",
        /// Physical development, until 2021: health and self-care.
        HealthAndSelfCare = "HEALTH_AND_SELF_CARE",
        /// Personal, social and emotional development, until 2021: self-confidence and self-awareness.
        SelfConfidence = "SELF_CONFIDENCE",
        /// Personal, social and emotional development, until 2021: managing feelings and behaviour.
        ManagingFeelings = "MANAGING_FEELINGS",
        /// Personal, social and emotional development, until 2021: making relationships.
        MakingRelationships = "MAKING_RELATIONSHIPS",
    }
}

value_set! {
    /// Whether the parents agree that health reads the progress check, as the national event codes it (CH010
    /// `parentalConsent`).
    ParentalConsent {
        /// Obtained.
        Obtained = "Y",
        /// Not obtained.
        NotObtained = "N",
    }
}

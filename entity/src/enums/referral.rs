//! Referrals.

use super::value_set;

value_set! {
    /// The closed loop of a referral.
    ReferralStatus {
        /// Being written.
        Draft = "DRAFT",
        /// Proposed to the parents; their agreement is outstanding.
        AwaitingParentAgreement = "AWAITING_PARENT_AGREEMENT",
        /// The parents agreed; may be sent.
        Ready = "READY",
        /// Sent; the service has not acknowledged it.
        Sent = "SENT",
        /// The service has acknowledged it.
        Received = "RECEIVED",
        /// The service asks for more before it decides.
        ReturnedForInformation = "RETURNED_FOR_INFORMATION",
        /// The service does not take it on, and says why.
        Rejected = "REJECTED",
        /// The service takes it on.
        Accepted = "ACCEPTED",
        /// The referrer took it back.
        Withdrawn = "WITHDRAWN",
        /// The parents did not agree.
        DeclinedByParent = "DECLINED_BY_PARENT",
        /// Written in error; kept for the record.
        EnteredInError = "ENTERED_IN_ERROR",
    }
}

value_set! {
    /// The kind of service a referral goes to.
    ReferralDestination {
        /// Speech and language therapy.
        SpeechLanguageTherapy = "SPEECH_LANGUAGE_THERAPY",
        /// Hearing.
        Audiology = "AUDIOLOGY",
        /// Child development centre, autism pathway.
        CommunityPaediatrics = "COMMUNITY_PAEDIATRICS",
        /// Portage home visiting.
        Portage = "PORTAGE",
        /// The authority's early years SEND team.
        EarlyYearsSendTeam = "EARLY_YEARS_SEND_TEAM",
        /// Sensory support.
        SensorySupport = "SENSORY_SUPPORT",
        /// Family hub.
        FamilyHub = "FAMILY_HUB",
        /// Early help.
        EarlyHelp = "EARLY_HELP",
        /// Parenting programme.
        ParentingProgramme = "PARENTING_PROGRAMME",
        /// Children's social care.
        ChildrensSocialCare = "CHILDRENS_SOCIAL_CARE",
        /// Physiotherapy.
        Physiotherapy = "PHYSIOTHERAPY",
        /// Occupational therapy.
        OccupationalTherapy = "OCCUPATIONAL_THERAPY",
        /// Dietetics.
        Dietetics = "DIETETICS",
        /// Orthoptics and vision.
        OrthopticsVision = "ORTHOPTICS_VISION",
        /// Dental.
        Dental = "DENTAL",
        /// GP.
        Gp = "GP",
        /// Infant mental health.
        InfantMentalHealth = "INFANT_MENTAL_HEALTH",
        /// Another service.
        Other = "OTHER",
    }
}

value_set! {
    /// How soon (Digital Child Health urgency codes 1 to 3).
    ReferralUrgency {
        /// Code 1.
        Routine = "ROUTINE",
        /// Code 2.
        Urgent = "URGENT",
        /// Code 3.
        TwoWeekWait = "TWO_WEEK_WAIT",
    }
}

value_set! {
    /// Why (the national reason codes for community referral, as far as they fit age two).
    ReferralReason {
        /// Code 17.
        DevelopmentalProblems = "DEVELOPMENTAL_PROBLEMS",
        /// Code 23.
        Ear = "EAR",
        /// Code 25.
        EmotionalBehavioural = "EMOTIONAL_BEHAVIOURAL",
        /// Code 31.
        FamilySupport = "FAMILY_SUPPORT",
        /// Code 32.
        FeedingSwallowing = "FEEDING_SWALLOWING",
        /// Code 35.
        Hearing = "HEARING",
        /// Code 36.
        Immunisation = "IMMUNISATION",
        /// Code 42.
        Mobility = "MOBILITY",
        /// Code 45.
        HealthyChildPathway = "HEALTHY_CHILD_PATHWAY",
        /// Code 46.
        NutritionDietetics = "NUTRITION_DIETETICS",
        /// Code 47.
        Ophthalmic = "OPHTHALMIC",
        /// Code 58.
        Safeguarding = "SAFEGUARDING",
        /// Code 60.
        Sleep = "SLEEP",
        /// Code 62.
        SpeechAndLanguage = "SPEECH_AND_LANGUAGE",
        /// Code 71.
        MultipleComplexCommunication = "MULTIPLE_COMPLEX_COMMUNICATION",
        /// Code 72.
        Dental = "DENTAL",
        /// Code 81.
        FailureToThrive = "FAILURE_TO_THRIVE",
        /// Code 83.
        ComplexSocialFactors = "COMPLEX_SOCIAL_FACTORS",
        /// Code 999.
        NotKnown = "NOT_KNOWN",
    }
}

impl ReferralReason {
    /// The national code.
    pub const fn code(self) -> u16 {
        match self {
            Self::DevelopmentalProblems => 17,
            Self::Ear => 23,
            Self::EmotionalBehavioural => 25,
            Self::FamilySupport => 31,
            Self::FeedingSwallowing => 32,
            Self::Hearing => 35,
            Self::Immunisation => 36,
            Self::Mobility => 42,
            Self::HealthyChildPathway => 45,
            Self::NutritionDietetics => 46,
            Self::Ophthalmic => 47,
            Self::Safeguarding => 58,
            Self::Sleep => 60,
            Self::SpeechAndLanguage => 62,
            Self::MultipleComplexCommunication => 71,
            Self::Dental => 72,
            Self::FailureToThrive => 81,
            Self::ComplexSocialFactors => 83,
            Self::NotKnown => 999,
        }
    }
}

value_set! {
    /// What the parents said to a referral.
    ParentAgreement {
        /// They agreed.
        Agreed = "AGREED",
        /// They did not agree.
        Declined = "DECLINED",
    }
}

//! Concerns.

use super::value_set;

value_set! {
    /// What a concern is about: the ASQ-3 and EYFS areas and the health topics that the two professions share.
    Topic {
        /// Speech, language and communication (EYFS communication and language; ASQ-3 communication; ELIM).
        Communication = "COMMUNICATION",
        /// Gross motor (EYFS physical development; ASQ-3 gross motor).
        GrossMotor = "GROSS_MOTOR",
        /// Fine motor (EYFS physical development; ASQ-3 fine motor).
        FineMotor = "FINE_MOTOR",
        /// Problem solving (ASQ-3).
        ProblemSolving = "PROBLEM_SOLVING",
        /// Personal, social and emotional development (EYFS; ASQ-3 personal-social; ASQ:SE-2).
        PersonalSocial = "PERSONAL_SOCIAL",
        /// Behaviour.
        Behaviour = "BEHAVIOUR",
        /// Sleep.
        Sleep = "SLEEP",
        /// Growth.
        Growth = "GROWTH",
        /// Diet and feeding.
        Diet = "DIET",
        /// Toileting.
        Toileting = "TOILETING",
        /// Oral health.
        OralHealth = "ORAL_HEALTH",
        /// Hearing.
        Hearing = "HEARING",
        /// Vision.
        Vision = "VISION",
        /// Immunisation.
        Immunisation = "IMMUNISATION",
        /// The home and the family's circumstances.
        HomeAndFamily = "HOME_AND_FAMILY",
        /// Something else.
        Other = "OTHER",
    }
}

value_set! {
    /// How heavy a concern weighs.
    ConcernLevel {
        /// Keep an eye on it.
        Watch = "WATCH",
        /// A concern.
        Concern = "CONCERN",
        /// A significant emerging concern: a targeted plan is due (EYFS).
        Significant = "SIGNIFICANT",
    }
}

value_set! {
    /// Whether a concern stands.
    ConcernStatus {
        /// Stands, no outcome yet.
        Open = "OPEN",
        /// Taken back by the party who raised it; kept for the record.
        Withdrawn = "WITHDRAWN",
        /// Settled with an outcome.
        Settled = "SETTLED",
    }
}

value_set! {
    /// What became of a concern.
    ConcernOutcome {
        /// An action was agreed.
        Action = "ACTION",
        /// The child was referred, or is to be.
        Referral = "REFERRAL",
        /// It is looked at again on a day.
        Monitor = "MONITOR",
        /// Nothing more is to be done.
        NoFurtherAction = "NO_FURTHER_ACTION",
        /// It goes the way of the local safeguarding procedures. Never shown to parents and systems.
        SafeguardingRoute = "SAFEGUARDING_ROUTE",
    }
}

value_set! {
    /// Who may hear of a concern.
    Sensitivity {
        /// Every party to the review.
        Standard = "STANDARD",
        /// Practitioners only, until they have agreed how it is raised with the family.
        PractitionersOnly = "PRACTITIONERS_ONLY",
    }
}

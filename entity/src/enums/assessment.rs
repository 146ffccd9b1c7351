//! Instruments with which development is assessed, and what they say.

use super::value_set;

value_set! {
    /// With what development was assessed. None is built in: each is an assessment with its areas and scores.
    Instrument {
        /// Ages and Stages Questionnaires, third edition.
        Asq3 = "ASQ_3",
        /// Ages and Stages Questionnaires: Social-Emotional, second edition. Higher is worse.
        AsqSe2 = "ASQ_SE_2",
        /// Early Language Identification Measure: for 24 to 30 months.
        Elim = "ELIM",
        /// WellComm speech and language toolkit.
        Wellcomm = "WELLCOMM",
        /// Another one; the assessment says which.
        Other = "OTHER",
    }
}

value_set! {
    /// What a score is about. The five areas are those of ASQ-3, with their letters in the national band.
    AssessmentArea {
        /// Communication (C).
        Communication = "COMMUNICATION",
        /// Gross motor (G).
        GrossMotor = "GROSS_MOTOR",
        /// Fine motor (F).
        FineMotor = "FINE_MOTOR",
        /// Problem solving (P).
        ProblemSolving = "PROBLEM_SOLVING",
        /// Personal-social (S).
        PersonalSocial = "PERSONAL_SOCIAL",
        /// ELIM's list of 50 words: how many the child says, in any language.
        WordList = "WORD_LIST",
        /// The one total of an instrument without areas (ASQ:SE-2).
        Total = "TOTAL",
    }
}

value_set! {
    /// The clinical zone of a score, as the form is shaded.
    ScoreZone {
        /// White: above the monitoring zone.
        AboveCutoff = "ABOVE_CUTOFF",
        /// Grey: close to the cut-off; for England this counts as the expected level.
        Monitoring = "MONITORING",
        /// Black: below the cut-off.
        BelowCutoff = "BELOW_CUTOFF",
        /// Too many items are missing.
        NotScorable = "NOT_SCORABLE",
    }
}

value_set! {
    /// The national band of an ASQ-3 area (NHS England, CSDS `ASQ_ScoreBand`): for the 24, 27 and 30 month forms alone.
    NationalBand {
        /// x1: below the expected level.
        BelowExpected = "BELOW_EXPECTED",
        /// x2: at or above the expected level.
        AtOrAboveExpected = "AT_OR_ABOVE_EXPECTED",
        /// x3: the score lies outside 0 to 60.
        Invalid = "INVALID",
    }
}

value_set! {
    /// Who answered the questions.
    Respondent {
        /// A parent or carer.
        Parent = "PARENT",
        /// A practitioner together with a parent.
        PractitionerWithParent = "PRACTITIONER_WITH_PARENT",
        /// Somebody else.
        Other = "OTHER",
    }
}

value_set! {
    /// How the questions were answered.
    AssessmentMode {
        /// On paper.
        Paper = "PAPER",
        /// Online.
        Online = "ONLINE",
        /// In conversation.
        Interview = "INTERVIEW",
    }
}

value_set! {
    /// Whether an assessment is the one that counts.
    AssessmentStatus {
        /// It counts.
        Current = "CURRENT",
        /// A correction has taken its place; kept as it was.
        Amended = "AMENDED",
    }
}

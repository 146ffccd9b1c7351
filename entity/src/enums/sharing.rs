//! The sets of sharing: what parents agree to, and what was disclosed (domain.md 5.4, 6.5 and 10).

use super::value_set;

value_set! {
    /// To whom information about a child goes.
    RecipientClass {
        /// The child's health visiting team.
        HealthVisiting = "HEALTH_VISITING",
        /// The child's early years setting.
        EarlyYearsSetting = "EARLY_YEARS_SETTING",
        /// The setting or school to which the child moves on.
        NextSettingOrSchool = "NEXT_SETTING_OR_SCHOOL",
        /// A family hub.
        FamilyHub = "FAMILY_HUB",
        /// The GP practice.
        Gp = "GP",
        /// A therapy service.
        TherapyService = "THERAPY_SERVICE",
        /// Early help.
        EarlyHelp = "EARLY_HELP",
        /// Somebody else, by name.
        OtherNamed = "OTHER_NAMED",
    }
}

value_set! {
    /// Which half of the review an agreement, an override or a disclosure is about. Ours. Family-sensitive notes are in
    /// neither: no agreement opens them.
    SharingCategory {
        /// The early years half: the progress check at two.
        EarlyYearsDevelopment = "EARLY_YEARS_DEVELOPMENT",
        /// The health half: contact, findings, assessments.
        HealthDevelopment = "HEALTH_DEVELOPMENT",
    }
}

value_set! {
    /// What the parents agree that it is shared for. Ours.
    SharingPurpose {
        /// The integrated review: the only purpose that opens one half of it to the other profession on this platform.
        IntegratedReview = "INTEGRATED_REVIEW",
        /// Support that follows from the review.
        OnwardSupport = "ONWARD_SUPPORT",
        /// The move to the next setting or school.
        Transition = "TRANSITION",
    }
}

value_set! {
    /// How much is meant: as in the data-sharing rules of the DfE's single unique identifier programme.
    SharingMode {
        /// Only that something exists, not what it says.
        Existence = "EXISTENCE",
        /// What it says.
        Content = "CONTENT",
    }
}

value_set! {
    /// What the parents answer.
    SharingAnswer {
        /// They agree.
        Given = "GIVEN",
        /// They refuse.
        Refused = "REFUSED",
    }
}

value_set! {
    /// What the parents have answered, as it stands. That an agreement has expired is computed from its period.
    SharingStatus {
        /// They have agreed.
        Given = "GIVEN",
        /// They have refused.
        Refused = "REFUSED",
        /// They had agreed, and have taken it back.
        Withdrawn = "WITHDRAWN",
    }
}

value_set! {
    /// How the parents' answer came. Ours.
    SharingChannel {
        /// They signed in and said so themselves.
        Online = "ONLINE",
        /// On paper, or by another signed text.
        InWriting = "IN_WRITING",
        /// They said it to a practitioner, who recorded it.
        SaidToPractitioner = "SAID_TO_PRACTITIONER",
        /// They handed over a share code.
        ShareCode = "SHARE_CODE",
    }
}

value_set! {
    /// On which legal basis something was released, or was considered for release.
    LegalGateway {
        /// The parents have agreed.
        ParentAgreement = "PARENT_AGREEMENT",
        /// Direct care: agreement is implied.
        DirectCareImplied = "DIRECT_CARE_IMPLIED",
        /// A public task of the body that releases.
        PublicTask = "PUBLIC_TASK",
        /// Children and Families Act 2014, section 23: the health body's notification.
        Cfa2014S23 = "CFA2014_S23",
        /// Children Act 1989, section 17: a child in need.
        Ca1989S17 = "CA1989_S17",
        /// Children Act 1989, section 47: suspicion of significant harm.
        Ca1989S47 = "CA1989_S47",
        /// Children Act 2004, section 11: the duty to safeguard.
        Ca2004S11 = "CA2004_S11",
        /// Children's Wellbeing and Schools Act 2026, section 4: the duty to share.
        Cswa2026S4Duty = "CSWA2026_S4_DUTY",
        /// A court has ordered it.
        CourtOrder = "COURT_ORDER",
        /// The person concerned, or who acts for them, has asked for it.
        SubjectAccess = "SUBJECT_ACCESS",
        /// A public interest that outweighs confidentiality.
        OverridingPublicInterest = "OVERRIDING_PUBLIC_INTEREST",
    }
}

value_set! {
    /// What a line among the disclosures stands for. Ours.
    DisclosureKind {
        /// Somebody of the other profession has read it on this platform.
        Read = "READ",
        /// It was given to somebody outside of the platform.
        Release = "RELEASE",
        /// It was decided not to disclose it.
        Declined = "DECLINED",
    }
}

value_set! {
    /// How far a safeguarding override is. Ours. That it has expired is computed from its last day.
    SharingOverrideStatus {
        /// Asked for; opens nothing.
        Requested = "REQUESTED",
        /// Approved by another person.
        Approved = "APPROVED",
    }
}

value_set! {
    /// How far a share code is. Ours.
    ShareCodeStatus {
        /// Handed out.
        Issued = "ISSUED",
        /// Used.
        Redeemed = "REDEEMED",
    }
}

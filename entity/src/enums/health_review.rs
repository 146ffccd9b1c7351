//! The health half of a review.

use super::value_set;

value_set! {
    /// Where the health half of a review stands (domain.md 10, contribution status).
    HealthReviewStatus {
        /// Being written.
        InProgress = "IN_PROGRESS",
        /// Handed in.
        Submitted = "SUBMITTED",
        /// Handed in, and added to or corrected since; the original is kept.
        Amended = "AMENDED",
        /// Entered in error; kept for the record.
        EnteredInError = "ENTERED_IN_ERROR",
    }
}

value_set! {
    /// How the family was met (Healthy Child Programme indicators). Only FACE_TO_FACE is the review that is counted.
    ContactMedium {
        /// Face to face.
        FaceToFace = "FACE_TO_FACE",
        /// By video.
        Video = "VIDEO",
        /// By telephone.
        Telephone = "TELEPHONE",
        /// By letter.
        Letter = "LETTER",
        /// By e-mail.
        Email = "EMAIL",
    }
}

value_set! {
    /// The grade of whoever delivered the health review (Healthy Child Programme indicators, February 2026).
    PractitionerGrade {
        /// Specialist community public health nurse.
        Scphn = "SCPHN",
        /// Staff nurse.
        StaffNurse = "STAFF_NURSE",
        /// Another registered practitioner.
        OtherRegistered = "OTHER_REGISTERED",
        /// Health visitor assistant, not registered.
        HvAssistant = "HV_ASSISTANT",
        /// Nursery nurse.
        NurseryNurse = "NURSERY_NURSE",
        /// Another practitioner, not registered.
        OtherNonRegistered = "OTHER_NON_REGISTERED",
    }
}

value_set! {
    /// The service level that the family is offered (Healthy Child Programme, 2026). Older local names: universal plus is
    /// TARGETED, universal partnership plus is SPECIALIST.
    ServiceLevel {
        /// Community.
        Community = "COMMUNITY",
        /// Universal.
        Universal = "UNIVERSAL",
        /// Targeted.
        Targeted = "TARGETED",
        /// Specialist.
        Specialist = "SPECIALIST",
    }
}

value_set! {
    /// What a family-sensitive note is about (domain.md 2.2).
    FamilyNoteTopic {
        /// A parent's mental health.
        ParentalMentalHealth = "PARENTAL_MENTAL_HEALTH",
        /// The enquiry about domestic abuse.
        DomesticAbuse = "DOMESTIC_ABUSE",
        /// Alcohol, drugs or smoking in the family.
        SubstanceUse = "SUBSTANCE_USE",
        /// Housing, and safety at home.
        HomeAndHousing = "HOME_AND_HOUSING",
        /// Safeguarding.
        Safeguarding = "SAFEGUARDING",
        /// Something else that only the health team is to read.
        Other = "OTHER",
    }
}

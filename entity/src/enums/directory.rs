//! Organisations, practitioners and their roles.

use super::value_set;

value_set! {
    /// What an organisation is.
    OrganisationKind {
        /// Employs health visitors; identified by its ODS code.
        HealthProvider = "HEALTH_PROVIDER",
        /// A nursery, pre-school, school nursery or childminder; identified by its Ofsted URN.
        EarlyYearsSetting = "EARLY_YEARS_SETTING",
        /// A service that receives referrals.
        ReferralService = "REFERRAL_SERVICE",
    }
}

value_set! {
    /// The type of an early years setting.
    SettingType {
        /// A nursery.
        Nursery = "NURSERY",
        /// A pre-school.
        PreSchool = "PRE_SCHOOL",
        /// A nursery class of a school.
        SchoolNursery = "SCHOOL_NURSERY",
        /// A childminder.
        Childminder = "CHILDMINDER",
        /// A childminder agency.
        ChildminderAgency = "CHILDMINDER_AGENCY",
        /// Another type.
        Other = "OTHER",
    }
}

value_set! {
    /// Who runs a setting.
    SettingSector {
        /// Private.
        Private = "PRIVATE",
        /// Voluntary.
        Voluntary = "VOLUNTARY",
        /// Independent.
        Independent = "INDEPENDENT",
        /// Maintained.
        Maintained = "MAINTAINED",
    }
}

value_set! {
    /// Whether an entry of the directory is in use.
    DirectoryStatus {
        /// In use.
        Active = "ACTIVE",
        /// No longer in use: signs nobody in, is offered nowhere.
        Inactive = "INACTIVE",
    }
}

value_set! {
    /// The register a practitioner is on.
    RegistrationBody {
        /// Nursing and Midwifery Council; the number is the PIN, for example 12A3456E.
        Nmc = "NMC",
        /// Health and Care Professions Council; the number is like SL12345.
        Hcpc = "HCPC",
        /// Social Work England.
        SocialWorkEngland = "SOCIAL_WORK_ENGLAND",
    }
}

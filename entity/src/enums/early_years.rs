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

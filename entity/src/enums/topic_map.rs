//! Topic maps.

use super::value_set;

value_set! {
    /// Which profession leads on what belongs together.
    LeadProfession {
        /// Health.
        Health = "HEALTH",
        /// Early years.
        EarlyYears = "EARLY_YEARS",
        /// Either: they agree it for the child.
        Either = "EITHER",
    }
}

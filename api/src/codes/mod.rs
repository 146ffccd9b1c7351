//! The identifiers and codes of the field: each text is checked once, where it enters, and carries its type from then on.
//!
//! Pure: nothing here asks a directory whether a code exists. A problem says what is wrong and what to do; it never
//! repeats the value, because most of these values are personal.

pub mod asq;
mod code;
mod contact;
mod external_id;
pub mod eyfs;
mod inputs;
mod nhs_number;
mod organisation;
mod person;
mod postcode;
mod registration;
mod text;

pub use contact::{email, phone};
pub use external_id::ExternalId;
pub use inputs::Inputs;
pub use nhs_number::NhsNumber;
pub use organisation::{AuthorityCode, GpPracticeCode, OdsCode, OfstedUrn, ResidenceCode};
pub use person::{EthnicityCode, looks_double_encoded, name, name_key};
pub use postcode::Postcode;
pub use registration::{HcpcNumber, NmcPin, registration_number};
pub use text::{REASON, is_forbidden, is_invisible, starts_like_a_formula, text};

/// The result of reading a code.
pub type Checked<T> = Result<T, CodeProblem>;

/// What is wrong with a text, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeProblem {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub what_to_do: &'static str,
}

impl CodeProblem {
    /// A problem.
    pub fn new(what: impl Into<String>, what_to_do: &'static str) -> Self {
        Self {
            what: what.into(),
            what_to_do,
        }
    }

    /// Both in one sentence, for a place that has room for one text.
    pub fn message(&self) -> String {
        format!("{}; {}", self.what, self.what_to_do)
    }
}

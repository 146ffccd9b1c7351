//! Numbers of the professional registers.

use entity::enums::RegistrationBody;

use super::code::{checked_code, folded, has_shape};
use super::{Checked, CodeProblem};

checked_code! {
    /// A pin of the Nursing and Midwifery Council.
    NmcPin
}

impl NmcPin {
    /// The system under which pins stand among identifiers.
    pub const SYSTEM: &'static str = "https://fhir.hl7.org.uk/Id/nmc-number";

    /// Reads a pin: two digits, a letter, four digits, a letter.
    pub fn parse(text: &str) -> Checked<Self> {
        let pin = folded(text);
        if has_shape(&pin, "99A9999A") {
            return Ok(Self(pin));
        }
        Err(CodeProblem::new(
            "the NMC pin is not two digits, a letter, four digits and a letter",
            "give it as on the register, like 12A3456E; nursery nurses have none",
        ))
    }
}

checked_code! {
    /// A number of the Health and Care Professions Council.
    HcpcNumber
}

impl HcpcNumber {
    /// Reads a number: two letters of the profession (SL, PH, OT, DT …), five or six digits.
    pub fn parse(text: &str) -> Checked<Self> {
        let number = folded(text);
        if has_shape(&number, "AA99999") || has_shape(&number, "AA999999") {
            return Ok(Self(number));
        }
        Err(CodeProblem::new(
            "the HCPC number is not two letters and five or six digits",
            "give it as on the register, like SL12345",
        ))
    }
}

/// Reads a number of any of the registers, in its stored form.
pub fn registration_number(body: RegistrationBody, text: &str) -> Checked<String> {
    match body {
        RegistrationBody::Nmc => NmcPin::parse(text).map(String::from),
        RegistrationBody::Hcpc => HcpcNumber::parse(text).map(String::from),
        RegistrationBody::SocialWorkEngland => {
            let number = folded(text);
            let digits = number.strip_prefix("SW").unwrap_or_default();
            if (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Ok(number);
            }
            Err(CodeProblem::new(
                "the Social Work England number is not SW and up to seven digits",
                "give it as on the register, like SW12345",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_register_has_its_own_shape() {
        use RegistrationBody::{Hcpc, Nmc, SocialWorkEngland};
        let good = [
            (Nmc, "12a3456e", "12A3456E"),
            (Hcpc, " sl12345", "SL12345"),
            (Hcpc, "PH123456", "PH123456"),
            (SocialWorkEngland, "sw123", "SW123"),
        ];
        for (body, text, stored) in good {
            assert_eq!(registration_number(body, text).unwrap(), stored);
        }
        let bad = [
            (Nmc, ""),
            (Nmc, "SL12345"),
            (Nmc, "1A23456E"),
            (Nmc, "12A34567"),
            (Nmc, "12A3456EE"),
            (Hcpc, "S12345"),
            (Hcpc, "SL1234"),
            (Hcpc, "SL1234567"),
            (SocialWorkEngland, "12345"),
            (SocialWorkEngland, "SW"),
        ];
        for (body, text) in bad {
            assert!(registration_number(body, text).is_err(), "{body:?} {text}");
        }
    }
}

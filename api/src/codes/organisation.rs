//! Codes of organisations and authorities.

use std::hash::{Hash, Hasher};

use super::code::{checked_code, folded, has_shape};
use super::{Checked, CodeProblem};

checked_code! {
    /// An ODS code: an NHS trust, a site, a team.
    OdsCode
}

impl OdsCode {
    /// The system under which ODS codes stand among identifiers.
    pub const SYSTEM: &'static str = "https://fhir.nhs.uk/Id/ods-organization-code";

    /// Reads an ODS code: three to ten letters and digits, in upper case.
    pub fn parse(text: &str) -> Checked<Self> {
        let code = folded(text);
        let fits = (3..=10).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if fits {
            return Ok(Self(code));
        }
        Err(CodeProblem::new(
            "the ODS code is not three to ten letters and digits",
            "give the organisation's code from the NHS organisation directory, like R1D or RX801",
        ))
    }
}

checked_code! {
    /// The ODS code of a GP practice.
    GpPracticeCode
}

impl GpPracticeCode {
    /// Reads the ODS code of a GP practice: a letter and five digits.
    pub fn parse(text: &str) -> Checked<Self> {
        let code = folded(text);
        if has_shape(&code, "A99999") {
            return Ok(Self(code));
        }
        Err(CodeProblem::new(
            "the code of the GP practice is not a letter and five digits",
            "give the practice's ODS code, like A81001; V81997 where the child has no practice",
        ))
    }
}

/// The unique reference number of an early years setting, with or without its older prefix.
///
/// Two of them are the same setting if their digits are the same: `EY123456`, `ey123456` and `123456`.
#[derive(Debug, Clone)]
pub struct OfstedUrn {
    shown: String,
    digits: usize,
}

impl OfstedUrn {
    const PREFIXES: [&'static str; 4] = ["EY", "VC", "CA", "RP"];

    /// Reads a URN: six or seven digits, before them perhaps EY, VC, CA or RP.
    pub fn parse(text: &str) -> Checked<Self> {
        let shown: String = folded(text).chars().filter(|c| *c != ' ').collect();
        let digits = Self::PREFIXES
            .iter()
            .find_map(|prefix| shown.strip_prefix(prefix))
            .unwrap_or(&shown);
        if (6..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self {
                digits: shown.len() - digits.len(),
                shown,
            });
        }
        Err(CodeProblem::new(
            "the Ofsted URN is not six or seven digits, with or without EY, VC, CA or RP before them",
            "give the setting's number as on its Ofsted certificate, like EY345678 or 2567890",
        ))
    }

    /// As it was given, in upper case: the form to show.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The digits alone: the form to store and to look up by.
    pub fn key(&self) -> &str {
        self.shown.get(self.digits..).unwrap_or(&self.shown)
    }
}

impl PartialEq for OfstedUrn {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for OfstedUrn {}

impl Hash for OfstedUrn {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

checked_code! {
    /// The GSS code of an authority with children's services and public health: unitary authority (E06), metropolitan
    /// borough (E08), London borough (E09) or county (E10).
    AuthorityCode
}

impl AuthorityCode {
    /// Reads the GSS code of an authority.
    pub fn parse(text: &str) -> Checked<Self> {
        let code = folded(text);
        if has_shape(&code, "E07999999") {
            return Err(CodeProblem::new(
                "the code is that of a district (E07), which has no children's services of its own",
                "give the code of its county (E10…)",
            ));
        }
        if ["E06999999", "E08999999", "E09999999", "E10999999"]
            .iter()
            .any(|shape| has_shape(&code, shape))
        {
            return Ok(Self(code));
        }
        Err(CodeProblem::new(
            "the GSS code is not E06, E08, E09 or E10 and six digits",
            "give the authority's nine-character ONS code, like E09000999",
        ))
    }
}

checked_code! {
    /// The GSS code of the lowest tier that a child lives in: an authority or a district (E07).
    ResidenceCode
}

impl ResidenceCode {
    /// Reads the GSS code of a residence.
    pub fn parse(text: &str) -> Checked<Self> {
        let code = folded(text);
        if has_shape(&code, "E07999999") {
            return Ok(Self(code));
        }
        AuthorityCode::parse(&code).map(|authority| Self(authority.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ods_codes_are_folded_and_measured() {
        for (text, code) in [
            ("r1d", "R1D"),
            (" RX801 ", "RX801"),
            ("A81001", "A81001"),
            ("ABCDE12345", "ABCDE12345"),
        ] {
            assert_eq!(OdsCode::parse(text).unwrap().as_str(), code);
        }
        for text in ["", "R1", "ABCDE123456", "R-1D", "R 1D", "RÉD"] {
            assert!(OdsCode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn gp_practices_are_a_letter_and_five_digits() {
        for text in ["A81001", "y02551", "V81997"] {
            assert!(GpPracticeCode::parse(text).is_ok(), "{text}");
        }
        for text in ["", "R1D", "A8100", "A810011", "AA1001", "81001A"] {
            assert!(GpPracticeCode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn urns_are_the_same_with_and_without_prefix_and_case() {
        let plain = OfstedUrn::parse("345678").unwrap();
        for text in [
            "EY345678",
            "ey345678",
            "EY 345678",
            " 345678 ",
            "VC345678",
            "CA345678",
            "RP345678",
        ] {
            let urn = OfstedUrn::parse(text).unwrap();
            assert_eq!((urn.key(), &urn), ("345678", &plain), "{text}");
        }
        assert_eq!(OfstedUrn::parse("ey345678").unwrap().as_str(), "EY345678");
        assert_eq!(OfstedUrn::parse("2567890").unwrap().key(), "2567890");
        for text in ["", "EY", "12345", "12345678", "EX345678", "EYEY345678", "34567X"] {
            assert!(OfstedUrn::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_district_is_a_residence_but_never_an_authority() {
        for text in ["E06000004", "e08000035", "E09000019", " E10000031 "] {
            assert!(
                AuthorityCode::parse(text).is_ok() && ResidenceCode::parse(text).is_ok(),
                "{text}"
            );
        }
        assert!(
            AuthorityCode::parse("E07000008")
                .unwrap_err()
                .what
                .contains("district")
        );
        assert_eq!(ResidenceCode::parse("e07000008").unwrap().as_str(), "E07000008");
        for text in [
            "",
            "E09",
            "E0900001",
            "E090000199",
            "W06000004",
            "E11000001",
            "E1000003l",
        ] {
            assert!(
                AuthorityCode::parse(text).is_err() && ResidenceCode::parse(text).is_err(),
                "{text}"
            );
        }
    }
}

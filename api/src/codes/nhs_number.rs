//! The NHS number.

use std::fmt;

use super::{Checked, CodeProblem};

/// An NHS number: ten digits, the last of them a check digit by Modulus 11.
///
/// It identifies a person, so its debug form shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber(String);

impl NhsNumber {
    /// The system under which NHS numbers stand among the identifiers of a child.
    pub const SYSTEM: &'static str = "https://fhir.nhs.uk/Id/nhs-number";

    /// Reads an NHS number; spaces and hyphens are ignored.
    pub fn parse(text: &str) -> Checked<Self> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
            .collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CodeProblem::new(
                "the NHS number holds something other than digits",
                "give its ten digits, like 900 000 0009",
            ));
        }
        if digits.len() != 10 {
            let what = format!("the NHS number has {} digits instead of 10", digits.len());
            let lost_zero = "give all ten digits; a spreadsheet may have changed the number";
            return Err(CodeProblem::new(what, lost_zero));
        }
        if digits.bytes().all(|byte| Some(byte) == digits.bytes().next()) {
            return Err(CodeProblem::new(
                "the NHS number is one digit ten times, which is never given to anybody",
                "leave the NHS number empty if it is not known",
            ));
        }
        let (body, check) = digits.split_at(9);
        match check_digit(body) {
            Some(expected) if check.bytes().eq([b'0' + expected]) => Ok(Self(digits)),
            _ => Err(CodeProblem::new(
                "the check digit of the NHS number is wrong, so at least one digit is mistyped",
                "compare it with the source; leave it empty if it is not known",
            )),
        }
    }

    /// The ten digits: the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Grouped for people: 3-3-4.
    pub fn display(&self) -> String {
        let (first, rest) = self.0.split_at(3);
        let (second, third) = rest.split_at(3);
        format!("{first} {second} {third}")
    }

    /// The number with these nine digits, if they have a check digit: for synthetic children and tests.
    pub fn from_body(body: u32) -> Option<Self> {
        let body = format!("{body:09}");
        let check = check_digit(&body)?;
        Self::parse(&format!("{body}{check}")).ok()
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.0
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("NhsNumber(…)")
    }
}

/// Hyphens and the dashes that word processors put in their place.
const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The check digit of nine digits, or `None` if there is no valid one (the remainder that would need a 10).
fn check_digit(body: &str) -> Option<u8> {
    let sum: u32 = body
        .bytes()
        .zip((2..=10).rev())
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => u8::try_from(digit).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_numbers_are_stored_as_digits_and_shown_in_groups() {
        for text in [
            "9000000009",
            "900 000 0009",
            "900-000-0009",
            " 9000000009 ",
            "900\u{2011}000\u{2011}0009",
        ] {
            let number = NhsNumber::parse(text).unwrap();
            assert_eq!(
                (number.as_str(), number.display().as_str()),
                ("9000000009", "900 000 0009"),
                "{text}"
            );
        }
        for text in ["9000000025", "9434765919", "4010232137"] {
            assert!(NhsNumber::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn repeated_digits_are_refused_although_they_pass_the_check() {
        for digit in '0'..='9' {
            let text = digit.to_string().repeat(10);
            let problem = NhsNumber::parse(&text).unwrap_err();
            assert!(problem.what.contains("ten times"), "{text}: {}", problem.what);
        }
    }

    #[test]
    fn wrong_numbers_are_refused_with_their_reason() {
        let table = [
            ("9000000008", "check digit"),
            ("9000000019", "check digit"),
            ("9434765918", "check digit"),
            ("900000000", "9 digits"),
            ("90000000099", "11 digits"),
            ("", "0 digits"),
            ("900000000X", "other than digits"),
            ("9.00E+09", "other than digits"),
            ("٩٠٠٠٠٠٠٠٠٩", "other than digits"),
        ];
        for (text, expected) in table {
            let problem = NhsNumber::parse(text).unwrap_err();
            assert!(problem.what.contains(expected), "{text}: {}", problem.what);
        }
    }

    #[test]
    fn a_body_whose_check_digit_would_be_ten_has_no_number() {
        // 2 × 6 = 12, 12 mod 11 = 1, 11 − 1 = 10.
        assert_eq!(check_digit("000000006"), None);
        assert_eq!(NhsNumber::from_body(6), None);
        for last in '0'..='9' {
            assert!(NhsNumber::parse(&format!("000000006{last}")).is_err());
        }
        assert_eq!(NhsNumber::from_body(900_000_000).unwrap().as_str(), "9000000009");
    }

    #[test]
    fn one_changed_digit_is_always_noticed() {
        let good = "9434765919";
        for place in 0..10 {
            for digit in '0'..='9' {
                let mut text: Vec<char> = good.chars().collect();
                text[place] = digit;
                let text: String = text.into_iter().collect();
                assert_eq!(NhsNumber::parse(&text).is_ok(), text == good, "{text}");
            }
        }
    }

    #[test]
    fn the_debug_form_tells_nothing() {
        assert_eq!(
            format!("{:?}", NhsNumber::parse("9000000009").unwrap()),
            "NhsNumber(…)"
        );
    }
}

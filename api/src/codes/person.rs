//! Names of people, and what else is said about a person by code.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::code::{checked_code, folded};
use super::text::is_forbidden;
use super::{Checked, CodeProblem};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

checked_code! {
    /// An ethnic category of 2001: A to S without I, O and Q, Z for not stated, 99 for not known.
    EthnicityCode
}

impl EthnicityCode {
    const CODES: [&'static str; 18] = [
        "A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z", "99",
    ];

    /// Reads an ethnic category.
    pub fn parse(text: &str) -> Checked<Self> {
        let code = folded(text);
        if Self::CODES.contains(&code.as_str()) {
            return Ok(Self(code));
        }
        Err(CodeProblem::new(
            "the ethnicity code is none of the NHS ethnic categories of 2001",
            "give one of A to H, J to N, P, R, S, or Z for not stated, 99 for not known",
        ))
    }
}

/// Checks a given or family name: composed (NFC), white space tidied, at most 100 characters, at least one letter.
pub fn name(text: &str) -> Checked<String> {
    let tidy = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect::<String>();
    if text.trim().chars().any(is_forbidden) {
        return Err(CodeProblem::new(
            "the name holds a control character or an invisible one",
            "type the name afresh instead of copying it",
        ));
    }
    if tidy.contains(char::REPLACEMENT_CHARACTER) || looks_double_encoded(&tidy) {
        return Err(CodeProblem::new(
            "letters of the name were damaged when its encoding was changed",
            "export the name again as UTF-8",
        ));
    }
    if tidy.chars().count() > LONGEST_NAME {
        return Err(CodeProblem::new(
            "the name is longer than 100 characters",
            "shorten it as on the birth certificate",
        ));
    }
    if !tidy.chars().any(char::is_alphabetic) {
        return Err(CodeProblem::new(
            "the name holds no letter",
            "give the name as the family writes it",
        ));
    }
    Ok(tidy)
}

/// Whether a text was UTF-8 that somebody read as Windows-1252 and saved again: `Ã©` in place of `é`.
pub fn looks_double_encoded(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(first, second)| {
        matches!(first, 'Ã' | 'Â' | 'Å' | 'Ä') && matches!(second, '\u{80}'..='\u{BF}' | '€' | '™')
    })
}

/// The form in which names are compared and looked up: lower case, no marks, apostrophes, hyphens or spaces.
///
/// It is stored beside the name, so a change to it needs a migration of what is stored.
pub fn name_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            'ø' => key.push('o'),
            'đ' | 'ð' => key.push('d'),
            'ł' => key.push('l'),
            'ı' => key.push('i'),
            c if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_origin_are_kept_as_they_are() {
        for text in [
            "O'Brien",
            "Nguyễn",
            "Adébáyọ̀",
            "Smith-Jones",
            "Ó Súilleabháin",
            "王",
            "João",
            "D’Souza",
            "X Æ A-12",
        ] {
            assert_eq!(name(text).unwrap(), text.nfc().collect::<String>(), "{text}");
        }
        assert_eq!(name("  Anna   Maria ").unwrap(), "Anna Maria");
        assert_eq!(name("Zoe\u{308}").unwrap(), "Zo\u{eb}");
        assert!(name(&"ä".repeat(100)).is_ok());
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        let table = [
            (String::new(), "no letter"),
            (" - ".to_owned(), "no letter"),
            ("123".to_owned(), "no letter"),
            ("ä".repeat(101), "longer"),
            ("An\u{7}na".to_owned(), "control"),
            ("An\0na".to_owned(), "control"),
            ("Anna\u{202e}".to_owned(), "control"),
            ("An\u{200b}na".to_owned(), "control"),
            ("Zo\u{fffd}".to_owned(), "damaged"),
            ("ZoÃ«".to_owned(), "damaged"),
        ];
        for (text, expected) in table {
            let problem = name(&text).unwrap_err();
            assert!(problem.what.contains(expected), "{text}: {}", problem.what);
        }
    }

    #[test]
    fn ethnicity_codes_are_those_of_2001() {
        for code in ["A", "n", "S", "z", "99", " G "] {
            assert!(EthnicityCode::parse(code).is_ok(), "{code}");
        }
        for code in ["", "I", "O", "Q", "T", "AA", "98", "White British"] {
            assert!(EthnicityCode::parse(code).is_err(), "{code}");
        }
    }

    #[test]
    fn keys_forget_marks_case_hyphens_and_apostrophes() {
        let table = [
            ("Smith-Jones", "SMITH JONES"),
            ("O'Brien", "O’BRIEN"),
            ("Müller", "Muller"),
            ("Łukasz", "Lukasz"),
            ("Nguyễn", "nguyen"),
            ("Zoe\u{308}", "ZOË"),
            ("Bjørn", "Bjorn"),
        ];
        for (one, other) in table {
            assert_eq!(name_key(one), name_key(other));
        }
        assert_ne!(name_key("Amelia"), name_key("Amelie"));
        assert_eq!(name_key("王"), "王");
    }
}

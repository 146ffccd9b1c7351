//! How somebody is reached.

use super::text::is_forbidden;
use super::{Checked, CodeProblem};

/// The longest e-mail address, in characters (RFC 5321).
const LONGEST_EMAIL: usize = 254;

/// Checks an e-mail address by its shape: one part before the `@`, a domain with a dot after it. Whether anybody reads
/// there, only a message can tell.
pub fn email(text: &str) -> Checked<String> {
    let text = text.trim();
    let shaped = text.split_once('@').is_some_and(|(mailbox, domain)| {
        let labels = || domain.split('.');
        !mailbox.is_empty()
            && labels().count() >= 2
            && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.contains('@'))
    });
    let plain = !text
        .chars()
        .any(|c| c.is_whitespace() || is_forbidden(c) || matches!(c, '<' | '>' | ',' | ';'));
    if shaped && plain && text.chars().count() <= LONGEST_EMAIL {
        return Ok(text.to_owned());
    }
    Err(CodeProblem::new(
        "the e-mail address is not one",
        "give a single address, like name@place.example",
    ))
}

/// Checks a telephone number: 7 to 15 digits (ITU-T E.164), perhaps after a `+`, with an extension of up to six digits
/// after an `x` or `ext`. It is kept as people write it, its white space tidied.
pub fn phone(text: &str) -> Checked<String> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = tidy.to_ascii_lowercase().replace("ext.", "x").replace("ext", "x");
    let (number, extension) = folded.split_once('x').unwrap_or((&folded, "0"));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let number = number.strip_prefix('+').unwrap_or(number);
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'(' | b')' | b'-' | b'.'))
    };
    let fits = (7..=15).contains(&digits(number)) && (1..=6).contains(&digits(extension));
    if fits && plain(number) && plain(extension) {
        return Ok(tidy);
    }
    Err(CodeProblem::new(
        "the telephone number is not 7 to 15 digits",
        "give one number, like 020 7946 0018 or +44 20 7946 0018 x12",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_recognised_by_their_shape() {
        for text in [
            " a@b.example ",
            "first.last+tag@mail.place.example",
            "o'brien@x.co",
        ] {
            assert_eq!(email(text).unwrap(), text.trim(), "{text}");
        }
        let long = format!("{}@b.example", "a".repeat(250));
        for text in [
            "",
            "a",
            "@b.example",
            "a@b",
            "a@@b.example",
            "a@b..example",
            "a b@c.example",
            "<a@b.example>",
            "a@b.example,c@d.example",
            "a@b.exam\u{200b}ple",
            &long,
        ] {
            assert!(email(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_kept_as_written() {
        for (text, kept) in [
            (" 020 7946  0018 ", "020 7946 0018"),
            ("+44 (0)20 7946 0018", "+44 (0)20 7946 0018"),
            ("07700-900-123", "07700-900-123"),
            ("01632 960 001 ext. 12", "01632 960 001 ext. 12"),
        ] {
            assert_eq!(phone(text).unwrap(), kept);
        }
        for text in [
            "",
            "12345",
            "0123456789012345",
            "call me",
            "0207946001a",
            "020 7946 0018 x",
            "++44207946001",
        ] {
            assert!(phone(text).is_err(), "{text}");
        }
    }
}

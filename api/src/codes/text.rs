//! Free text.

use super::{Checked, CodeProblem};

/// How long a reason may be, in characters.
pub const REASON: usize = 1_000;

/// Whether a character is invisible and changes how its neighbours read: direction marks, zero-width ones.
///
/// The joiners U+200C and U+200D are not among them: several scripts need them.
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character has no place in a single line of text: controls, line breaks, invisible ones.
pub fn is_forbidden(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a spreadsheet would take the text for a formula.
pub fn starts_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Checks a free text: trimmed, line breaks written `\n`, no other control characters, something in it, at most
/// `longest` characters.
pub fn text(text: &str, longest: usize) -> Checked<String> {
    let tidy = text.replace("\r\n", "\n").replace('\r', "\n");
    let tidy = tidy.trim();
    if tidy.is_empty() {
        return Err(CodeProblem::new(
            "the text is empty",
            "write something, or leave the field out",
        ));
    }
    if tidy
        .chars()
        .any(|c| is_invisible(c) || (c.is_control() && c != '\n' && c != '\t'))
    {
        return Err(CodeProblem::new(
            "the text holds a control character or an invisible one",
            "type it afresh instead of copying it",
        ));
    }
    let length = tidy.chars().count();
    if length > longest {
        let what = format!("the text has {length} characters; {longest} are allowed");
        return Err(CodeProblem::new(what, "shorten it"));
    }
    Ok(tidy.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_and_measured_in_characters() {
        assert_eq!(text("  one\r\ntwo\tthree \n", 20).unwrap(), "one\ntwo\tthree");
        assert!(text(&"é".repeat(10), 10).is_ok());
        assert!(
            text(&"é".repeat(11), 10)
                .unwrap_err()
                .what
                .contains("11 characters; 10")
        );
        for bad in ["", "  \n ", "a\0b", "a\u{1b}[31mb", "a\u{202e}b"] {
            assert!(text(bad, 10).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn formulas_are_recognised() {
        for formula in ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r1", "  =cmd", "＝1"] {
            assert!(starts_like_a_formula(formula), "{formula:?}");
        }
        for plain in ["", "Smith-Jones", "a=b", "O'Brien", " Anna"] {
            assert!(!starts_like_a_formula(plain), "{plain:?}");
        }
    }
}

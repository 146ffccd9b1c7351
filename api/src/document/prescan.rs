//! One pass over the text before any parser sees it: tokens and open brackets are counted, nothing is kept.
//!
//! It is no full lexer: where it is more lenient than the grammar, the parser refuses later. It never recurses and
//! reads every byte once.

use super::RequestError;
use super::limits::Limits;

/// Refuses a text with too many bytes, tokens or open brackets.
pub fn check(text: &str, limits: &Limits) -> Result<(), RequestError> {
    if limits.query_bytes < text.len() {
        let message = format!("the document is longer than {} bytes", limits.query_bytes);
        return Err(RequestError::limit("query_bytes", message));
    }
    let mut rest = text.as_bytes();
    let (mut tokens, mut open) = (0_usize, 0_usize);
    while let Some((token, after)) = next(rest) {
        rest = after;
        tokens += 1;
        match token {
            Token::Open => open += 1,
            Token::Close => open = open.saturating_sub(1),
            Token::Other => {}
        }
        if limits.tokens < tokens {
            let message = format!("the document has more than {} tokens", limits.tokens);
            return Err(RequestError::limit("tokens", message));
        }
        if limits.nesting < open {
            let message = format!("the document nests brackets more than {} deep", limits.nesting);
            return Err(RequestError::limit("nesting", message));
        }
    }
    Ok(())
}

enum Token {
    Open,
    Close,
    Other,
}

/// The next token, and what follows it.
fn next(text: &[u8]) -> Option<(Token, &[u8])> {
    let text = skip_ignored(text);
    let (&first, rest) = text.split_first()?;
    Some(match first {
        b'{' | b'[' | b'(' => (Token::Open, rest),
        b'}' | b']' | b')' => (Token::Close, rest),
        b'"' => (Token::Other, after_string(rest)),
        b'.' => (Token::Other, rest.strip_prefix(b"..").unwrap_or(rest)),
        byte if is_word(byte) => (Token::Other, skip_while(rest, is_word)),
        _ => (Token::Other, rest),
    })
}

/// Names and numbers are one token each; where one ends is the parser's business.
fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn skip_while(text: &[u8], wanted: impl Fn(u8) -> bool) -> &[u8] {
    let end = text.iter().position(|&byte| !wanted(byte)).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// White space, commas, comments and the byte order mark.
fn skip_ignored(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text.first() {
            Some(b' ' | b'\t' | b'\n' | b'\r' | b',') => text.get(1..).unwrap_or_default(),
            Some(b'#') => skip_while(text, |byte| byte != b'\n' && byte != b'\r'),
            Some(0xEF) if text.starts_with(b"\xEF\xBB\xBF") => text.get(3..).unwrap_or_default(),
            _ => return text,
        };
    }
}

/// What follows a string whose first quote was read.
fn after_string(text: &[u8]) -> &[u8] {
    match text.strip_prefix(b"\"\"") {
        Some(block) => after_block(block),
        None => after_line(text),
    }
}

fn after_line(mut text: &[u8]) -> &[u8] {
    while let Some((&byte, rest)) = text.split_first() {
        text = rest;
        match byte {
            b'\\' => text = text.get(1..).unwrap_or_default(),
            b'"' | b'\n' | b'\r' => break,
            _ => {}
        }
    }
    text
}

fn after_block(mut text: &[u8]) -> &[u8] {
    while !text.is_empty() {
        if let Some(rest) = text.strip_prefix(b"\\\"\"\"") {
            text = rest;
        } else if let Some(rest) = text.strip_prefix(b"\"\"\"") {
            return rest;
        } else {
            text = text.get(1..).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{check, next};
    use crate::document::Limits;

    fn tokens(text: &str) -> usize {
        let (mut rest, mut count) = (text.as_bytes(), 0);
        while let Some((_, after)) = next(rest) {
            rest = after;
            count += 1;
        }
        count
    }

    #[test]
    fn counts_tokens() {
        for (text, count) in [
            ("", 0),
            ("{ a, b }", 4),
            ("\u{feff}query Q($a: [Int!] = [1]) { ...F @skip(if: $a) }", 27),
            (r#"{ a(b: "{[( \" {") }"#, 8),
            (r#"{ a(b: """ { " \""" } """) }"#, 8),
            ("# { { {\n{ a }", 3),
            (r#"{ a(b: "open"#, 6),
        ] {
            assert_eq!(tokens(text), count, "{text}");
        }
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        let limits = Limits {
            nesting: 2,
            ..Limits::default()
        };
        assert!(check("{ a(b: \"{{{{{\") # {{{{{\n }", &limits).is_ok());
        assert!(check("{ a { b } c { d } }", &limits).is_ok());
        assert!(check("{ a { b { c } } }", &limits).is_err());
    }

    #[test]
    fn large_texts_are_refused() {
        let limits = Limits::default();
        assert!(check(&"[".repeat(100_000), &limits).is_err());
        assert!(check(&"a ".repeat(5_000), &limits).is_err());
        assert!(check(&",".repeat(100_001), &limits).is_err());
        assert!(check(&",".repeat(100_000), &limits).is_ok());
    }
}

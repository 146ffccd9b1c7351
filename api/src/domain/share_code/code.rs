//! The code itself: 80 random bits, in the letters of our ids, in groups of four.

use sha2::{Digest, Sha256};

use crate::hex::hex;

/// Letters that cannot be mistaken for one another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters in a code.
const LETTERS: usize = 16;

/// A code from random bytes, one a letter.
pub fn of(random: [u8; LETTERS]) -> String {
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).copied().unwrap_or(b'0');
    let letters: Vec<char> = random
        .iter()
        .map(|byte| char::from(letter(byte)).to_ascii_uppercase())
        .collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What is kept of a code, however it was typed: in capitals or not, with hyphens and spaces or without, and with the
/// letters O, I and L in the place of the digits that they look like.
pub fn hash(typed: &str) -> String {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let digest = Sha256::new()
        .chain_update(b"share code 1\n")
        .chain_update(letters.as_bytes())
        .finalize();
    hex(&digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = of([0, 1, 2, 3, 255, 30, 29, 28, 10, 11, 12, 13, 14, 15, 16, 17]);
        assert_eq!(code, "0123-ZYXW-ABCD-EFGH");
        for typed in ["0123zyxwabcdefgh", " oi23-zyxw abcd-EFGH ", "0L23 ZYXW ABCD EFGH"] {
            assert_eq!(hash(typed), hash(&code), "{typed}");
        }
        assert_ne!(hash("0123-ZYXW-ABCD-EFGJ"), hash(&code));
        assert_eq!(hash(&code).len(), 64);
    }
}

//! The digest of a row's content: by it a second run knows that nothing changed.

use sha2::{Digest, Sha256};

use super::row::ImportRow;
use crate::hex::hex;

/// Changes whenever the canonical form of a row changes its meaning.
const FORM: &[u8] = b"integrated-review/children/1";

/// The content of a row as 64 hexadecimal digits. Line, spelling of dates, spaces and case of codes do not count.
pub fn of_row(row: &ImportRow) -> String {
    let mut hash = Sha256::new();
    hash.update(FORM);
    for (column, text) in row.cells() {
        for part in [column.name(), text.as_str()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hex(&hash.finalize())
}

/// A digest of texts in which no two different lists meet.
pub(super) fn of_texts<const N: usize>(texts: [&str; N]) -> u128 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .fold(0, |number, byte| (number << 8) | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::import::columns::Column;
    use crate::import::row::RawRow;
    use crate::import::rules;

    fn digest(cells: &[(Column, &str)], line: u64) -> String {
        let mut raw = RawRow::new(line);
        for (column, text) in cells {
            raw.set(*column, text);
        }
        of_row(&rules::check(&raw, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()).unwrap())
    }

    #[test]
    fn a_digest_is_about_the_content_alone_and_never_changes() {
        use Column::{BirthDate, FamilyName, GivenName, Postcode, SettingUrn, Sex};
        let one = digest(
            &[
                (GivenName, "Zoë"),
                (FamilyName, "Berg"),
                (BirthDate, "09/03/2024"),
                (Sex, "F"),
                (SettingUrn, "ey345678"),
            ],
            2,
        );
        let same = digest(
            &[
                (GivenName, " Zoe\u{308} "),
                (FamilyName, "Berg"),
                (BirthDate, "2024-03-09"),
                (Sex, "female"),
                (SettingUrn, "345678"),
            ],
            99,
        );
        assert_eq!(one, same);
        assert_eq!(
            one,
            "4d62b50b2c5047c36f471f82ca043df4e12fa325068daa9657c1c1f288644e39"
        );
        let other = digest(
            &[
                (GivenName, "Zoë"),
                (FamilyName, "Berg"),
                (BirthDate, "2024-03-09"),
                (Sex, "F"),
            ],
            2,
        );
        let moved = digest(
            &[
                (GivenName, "Zoë"),
                (FamilyName, "Berg"),
                (BirthDate, "2024-03-09"),
                (Sex, "F"),
                (Postcode, "M1 1AE"),
            ],
            2,
        );
        assert!(one != other && other != moved);
    }
}

//! UK postcodes.

use super::code::{checked_code, folded, has_shape};
use super::{Checked, CodeProblem};

checked_code! {
    /// A UK postcode, in capitals and with one space: `AA9A 9AA`.
    Postcode
}

/// The six shapes of the outward half, with the letters that each place takes.
const OUTWARD: [&str; 6] = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"];

impl Postcode {
    /// Reads a postcode; the space may be missing or misplaced.
    pub fn parse(text: &str) -> Checked<Self> {
        let compact: String = folded(text).chars().filter(|c| !c.is_whitespace()).collect();
        let split = compact.len().saturating_sub(3);
        if let (Some(outward), Some(inward)) = (compact.get(..split), compact.get(split..))
            && (is_geographic(outward, inward) || is_pseudo(outward, inward) || compact == "GIR0AA")
        {
            return Ok(Self(format!("{outward} {inward}")));
        }
        Err(CodeProblem::new(
            "the postcode is not a UK postcode",
            "give the full postcode, like AS1 4QT; leave it empty if it is not known",
        ))
    }

    /// The half before the space: the post town's district.
    pub fn outward(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// Whether it is one of the NHS's stand-ins (ZZ99 …: no fixed abode, not known, abroad), which names no place.
    pub fn is_pseudo(&self) -> bool {
        self.0.starts_with("ZZ99 ")
    }
}

/// The NHS's pseudo-postcodes for people without a usual UK address.
fn is_pseudo(outward: &str, inward: &str) -> bool {
    outward == "ZZ99" && has_shape(inward, "9AA")
}

fn is_geographic(outward: &str, inward: &str) -> bool {
    let inward_fits = has_shape(inward, "9AA") && !inward.contains(['C', 'I', 'K', 'M', 'O', 'V']);
    let Some(shape) = OUTWARD.iter().find(|shape| has_shape(outward, shape)) else {
        return false;
    };
    let mut letters = outward.chars();
    let (first, second) = (letters.next(), letters.next());
    let area_fits = !matches!(first, Some('Q' | 'V' | 'X')) && !matches!(second, Some('I' | 'J' | 'Z'));
    let last_fits = match (*shape, outward.chars().last()) {
        ("A9A", Some(last)) => "ABCDEFGHJKPSTUW".contains(last),
        ("AA9A", Some(last)) => "ABEHMNPRVWXY".contains(last),
        _ => true,
    };
    inward_fits && area_fits && last_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_written_one_way() {
        let table = [
            ("m1 1ae", "M1 1AE"),
            ("B338TH", "B33 8TH"),
            ("CR2 6XH", "CR2 6XH"),
            ("dn551pt", "DN55 1PT"),
            ("W1A0AX", "W1A 0AX"),
            ("EC1A 1BB", "EC1A 1BB"),
            (" SW1 A1AA ", "SW1A 1AA"),
            ("GIR 0AA", "GIR 0AA"),
            ("ZZ99 3VZ", "ZZ99 3VZ"),
        ];
        for (text, stored) in table {
            assert_eq!(Postcode::parse(text).unwrap().as_str(), stored, "{text}");
        }
        let postcode = Postcode::parse("EC1A1BB").unwrap();
        assert_eq!((postcode.outward(), postcode.is_pseudo()), ("EC1A", false));
        assert!(Postcode::parse("zz993wz").unwrap().is_pseudo());
    }

    #[test]
    fn what_is_no_postcode_is_refused() {
        for text in [
            "", "M1", "M1 1A", "M11 1AEE", "QX1 1AA", "MJ1 1AA", "M1 1CA", "M1M 1MA", "1M1 1AE", "Ä1 1AE",
            "M1 lAE",
        ] {
            assert!(Postcode::parse(text).is_err(), "{text}");
        }
    }
}

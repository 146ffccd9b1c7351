//! Scores, without floating point.

/// A score in hundredths: cut-offs have two decimals, scores one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i32);

/// The highest score of an ASQ-3 area: six items of 10.
pub const HIGHEST: Hundredths = Hundredths(6000);

/// Items of an ASQ-3 area.
const ITEMS: i32 = 6;

impl Hundredths {
    /// Reads a number with at most one decimal, such as 52.5; none where it has more, or is no number of that size.
    pub fn of(score: f64) -> Option<Self> {
        let text = format!("{}", score.abs());
        let (whole, decimal) = text.split_once('.').unwrap_or((&text, "0"));
        if decimal.len() != 1 || 6 < whole.len() {
            return None;
        }
        let hundredths = whole.parse::<i32>().ok()? * 100 + decimal.parse::<i32>().ok()? * 10;
        Some(Self(if score < 0.0 { -hundredths } else { hundredths }))
    }

    /// The number.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// Why a sum is not the score of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAScore {
    /// Fewer than none or more than six items are missing.
    Items,
    /// The answered items cannot come to this sum.
    Sum {
        /// The highest sum.
        highest: i32,
    },
    /// No sum of items that count 10, 5 or 0.
    Steps,
}

/// The score of an area whose answered items come to `sum`: one or two that are missing count as the mean of the
/// others, and three or more leave it without a score (domain.md 2.3).
pub fn adjusted(sum: Hundredths, missing: i32) -> Result<Option<Hundredths>, NotAScore> {
    if !(0..=ITEMS).contains(&missing) {
        return Err(NotAScore::Items);
    }
    let answered = ITEMS - missing;
    if sum.0 < 0 || answered * 1000 < sum.0 {
        return Err(NotAScore::Sum {
            highest: answered * 10,
        });
    }
    if sum.0 % 500 != 0 {
        return Err(NotAScore::Steps);
    }
    // Sums are multiples of 5 and four or five items are answered: the mean comes out even, in tenths.
    Ok((missing <= 2).then(|| Hundredths(sum.0 * ITEMS / answered.max(1))))
}

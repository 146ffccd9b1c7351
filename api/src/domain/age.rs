//! A child's age, as NHS England reckons it (domain.md 2.3). Pure.

use chrono::{Datelike, Months, NaiveDate};

/// The day a child reaches an age in months. A child born on 29 February reaches it on 1 March in common years.
pub fn day_of_age(birth: NaiveDate, months: u32) -> Option<NaiveDate> {
    let day = birth.checked_add_months(Months::new(months))?;
    let leap_child = (birth.month(), birth.day()) == (2, 29);
    if leap_child && (day.month(), day.day()) == (2, 28) {
        day.succ_opt()
    } else {
        Some(day)
    }
}

/// The completed months of age on a day; 0 before birth.
pub fn in_months(birth: NaiveDate, on: NaiveDate) -> i32 {
    let counted = |day: NaiveDate| day.year() * 12 + day.month().cast_signed();
    let months = counted(on) - counted(birth);
    let reached = u32::try_from(months)
        .ok()
        .and_then(|months| day_of_age(birth, months));
    let short = reached.is_none_or(|reached| on < reached);
    (months - i32::from(short)).max(0)
}

/// The window of the review at two: the second birthday, the day the child is two and a half, and the day it is due (27
/// months, where areas commonly aim).
pub fn window(birth: NaiveDate) -> Option<(NaiveDate, NaiveDate, NaiveDate)> {
    Some((
        day_of_age(birth, 24)?,
        day_of_age(birth, 30)?,
        day_of_age(birth, 27)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_window_is_24_to_30_months_and_leap_children_turn_on_1_march() {
        let table = [
            ("2024-01-31", "2026-01-31", "2026-07-31", "2026-04-30"),
            ("2024-08-31", "2026-08-31", "2027-02-28", "2026-11-30"),
            ("2024-02-29", "2026-03-01", "2026-08-29", "2026-05-29"),
            ("2023-11-30", "2025-11-30", "2026-05-30", "2026-02-28"),
        ];
        for (birth, opens, closes, due) in table {
            assert_eq!(
                window(day(birth)),
                Some((day(opens), day(closes), day(due))),
                "{birth}"
            );
        }
    }

    #[test]
    fn months_are_counted_when_they_are_complete() {
        let table = [
            ("2024-03-15", "2024-03-15", 0),
            ("2024-03-15", "2024-04-14", 0),
            ("2024-03-15", "2024-04-15", 1),
            ("2024-03-15", "2026-03-14", 23),
            ("2024-03-15", "2026-03-15", 24),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-01-31", "2024-03-30", 1),
            ("2024-02-29", "2026-02-28", 23),
            ("2024-02-29", "2026-03-01", 24),
            ("2024-03-15", "2024-01-01", 0),
        ];
        for (birth, on, months) in table {
            assert_eq!(in_months(day(birth), day(on)), months, "{birth} on {on}");
        }
    }
}

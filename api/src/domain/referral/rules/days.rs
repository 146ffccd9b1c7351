//! Working days. Pure.

use chrono::{Datelike, NaiveDate, Weekday};

/// The day that lies `days` working days after `from`: Saturdays and Sundays do not count. Bank holidays still do, so
/// a limit over Easter or Christmas runs out a little early: the referrer asks sooner, never later.
pub fn working_days_after(from: NaiveDate, days: u32) -> Option<NaiveDate> {
    let is_working = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    match usize::try_from(days).ok()?.checked_sub(1) {
        None => Some(from),
        Some(before) => from.iter_days().skip(1).filter(is_working).nth(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_do_not_count() {
        let table = [
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-11-23", 1, "2026-11-24"),
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-27", 1, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-29", 10, "2026-12-11"),
            ("2026-12-30", 3, "2027-01-04"),
        ];
        for (from, days, expected) in table {
            let found = working_days_after(from.parse().unwrap(), days);
            assert_eq!(found, expected.parse().ok(), "{days} after {from}");
        }
        assert_eq!(working_days_after(NaiveDate::MAX, 3), None);
    }
}

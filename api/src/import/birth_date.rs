//! Birth dates as people and spreadsheets write them.

use chrono::{Datelike, NaiveDate};

use crate::codes::{Checked, CodeProblem};

/// Children of six and older are in no list of this kind.
const YOUNGEST_TOO_OLD: u32 = 6;

/// Reads a birth date (2024-03-09 or 09/03/2024) that is plausible on `today`.
pub fn parse(text: &str, today: NaiveDate) -> Checked<NaiveDate> {
    let date = calendar_date(text.trim())?;
    if date > today {
        return Err(CodeProblem::new(
            "the birth date lies in the future",
            "compare it with the source",
        ));
    }
    match today.years_since(date) {
        Some(age) if age < YOUNGEST_TOO_OLD => Ok(date),
        age => Err(CodeProblem::new(
            format!("the child would be {} years old", age.unwrap_or_default()),
            "compare it with the source; children of six and older do not belong into this list",
        )),
    }
}

/// Reads a date by its shape.
fn calendar_date(text: &str) -> Checked<NaiveDate> {
    let text = without_midnight(text);
    let numbers: Option<Vec<u32>> = text.split(['-', '/']).map(digits).collect();
    match (numbers.as_deref(), text.contains('/'), text.len()) {
        (Some(&[year, month, day]), false, 10) if year >= 1000 => existing(year, month, day),
        (Some(&[day, month, year]), true, 8..=10) if !text.contains('-') && year >= 1000 => {
            existing(year, month, day).map_err(|problem| match existing(year, day, month) {
                Ok(_) => CodeProblem::new(
                    "the birth date seems to have the month before the day",
                    "write it day first, like 09/03/2024, or as 2024-03-09",
                ),
                Err(_) => problem,
            })
        }
        (Some(&[1..=31, 1..=31, year]), true, _) if year < 100 => Err(CodeProblem::new(
            "the year of the birth date has two digits",
            "write it with four, like 09/03/2024",
        )),
        (Some(&[_]), false, 5) => Err(CodeProblem::new(
            "the birth date is a number, as spreadsheets count days",
            "format the column as a date, like 09/03/2024, and export it again",
        )),
        _ => Err(CodeProblem::new(
            "the birth date is no date",
            "write it like 2024-03-09 or 09/03/2024",
        )),
    }
}

/// Cuts off a time of day that says nothing.
fn without_midnight(text: &str) -> &str {
    ["T00:00:00Z", "T00:00:00", " 00:00:00", " 00:00"]
        .iter()
        .find_map(|time| text.strip_suffix(time))
        .unwrap_or(text)
}

fn digits(text: &str) -> Option<u32> {
    let plain = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn existing(year: u32, month: u32, day: u32) -> Checked<NaiveDate> {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(|| {
            CodeProblem::new(
                "the calendar has no such day",
                "compare the birth date with the source",
            )
        })
}

/// The date with day and month exchanged, where that is another day of the calendar.
pub fn swapped(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).filter(|other| *other != date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn both_ways_of_writing_are_read() {
        let today = day(2026, 11, 22);
        let table = [
            "2024-03-09",
            "09/03/2024",
            "9/3/2024",
            " 2024-03-09 ",
            "2024-03-09T00:00:00",
            "09/03/2024 00:00",
        ];
        for text in table {
            assert_eq!(parse(text, today), Ok(day(2024, 3, 9)), "{text}");
        }
        assert_eq!(parse("29/02/2024", today), Ok(day(2024, 2, 29)));
        assert_eq!(parse("2026-11-22", today), Ok(today));
    }

    #[test]
    fn what_is_no_plausible_birth_date_is_refused_with_its_reason() {
        let table = [
            ("2026-11-23", "future"),
            ("2020-11-22", "6 years old"),
            ("1924-03-09", "102 years old"),
            ("2025-02-29", "no such day"),
            ("31/04/2024", "no such day"),
            ("2024-13-01", "no such day"),
            ("00/00/2024", "no such day"),
            ("03/25/2024", "month before the day"),
            ("09/03/24", "two digits"),
            ("45360", "spreadsheets"),
            ("", "no date"),
            ("yesterday", "no date"),
            ("2024-3-9", "no date"),
            ("2024/03/09", "no date"),
            ("09-03-2024", "no date"),
            ("20240309", "no date"),
            ("2024-03-09T12:00:00", "no date"),
            ("٢٠٢٤-٠٣-٠٩", "no date"),
        ];
        for (text, expected) in table {
            let problem = parse(text, day(2026, 11, 22)).unwrap_err();
            assert!(problem.what.contains(expected), "{text}: {}", problem.what);
        }
        assert!(parse("2020-11-23", day(2026, 11, 22)).is_ok());
    }

    #[test]
    fn a_date_is_swapped_only_into_another_day() {
        assert_eq!(swapped(day(2024, 3, 9)), Some(day(2024, 9, 3)));
        assert_eq!(swapped(day(2024, 3, 3)), None);
        assert_eq!(swapped(day(2024, 3, 13)), None);
    }
}

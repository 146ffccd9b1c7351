//! The working days of England: every day but Saturdays, Sundays and bank holidays. Pure.
//!
//! Bank holidays are computed by the Banking and Financial Dealings Act 1971 and the proclamations that are made every
//! year: New Year's Day, Good Friday, Easter Monday, the first Monday in May, the last Mondays in May and August,
//! Christmas Day and Boxing Day, each with its substitute where it falls on a weekend. Single days that were proclaimed
//! beside these, or instead of one of them, stand in [`PROCLAIMED`] and [`MOVED`]; a new one is added there.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Days that were proclaimed once: day, month, year.
const PROCLAIMED: [(u32, u32, i32); 5] = [
    // The early May holiday of 2020, on VE Day.
    (8, 5, 2020),
    // The spring holiday of 2022 and the Platinum Jubilee.
    (2, 6, 2022),
    (3, 6, 2022),
    // The State Funeral of Queen Elizabeth II.
    (19, 9, 2022),
    // The Coronation of King Charles III.
    (8, 5, 2023),
];

/// Days that would have been holidays and were moved: day, month, year.
const MOVED: [(u32, u32, i32); 2] = [(4, 5, 2020), (30, 5, 2022)];

/// Whether a day is a bank holiday in England.
pub fn is_bank_holiday(day: NaiveDate) -> bool {
    let named = (day.day(), day.month(), day.year());
    if MOVED.contains(&named) {
        return false;
    }
    PROCLAIMED.contains(&named) || is_usual_holiday(day)
}

fn is_usual_holiday(day: NaiveDate) -> bool {
    let weekday = day.weekday();
    let is_monday = weekday == Weekday::Mon;
    let is_weekend = is_weekend(day);
    match (day.month(), day.day()) {
        // Where they fall on a weekend, their substitutes come after.
        (1, 1) | (12, 25 | 26) => !is_weekend,
        (1, 2 | 3) => is_monday,
        (5, first) if first <= 7 => is_monday,
        (5 | 8, last) if 25 <= last => is_monday,
        // Christmas Day on a Saturday or Sunday, Boxing Day on a Saturday or Sunday.
        (12, 27 | 28) => matches!(weekday, Weekday::Mon | Weekday::Tue),
        _ => is_easter_holiday(day),
    }
}

/// Good Friday and Easter Monday.
fn is_easter_holiday(day: NaiveDate) -> bool {
    let Some(sunday) = easter(day.year()) else {
        return false;
    };
    sunday.checked_sub_days(Days::new(2)) == Some(day) || sunday.succ_opt() == Some(day)
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus has it).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, odd_centuries) = (century.div_euclid(4), century.rem_euclid(4));
    let correction = (century + 8).div_euclid(25);
    let lunar = (century - correction + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - lunar + 15).rem_euclid(30);
    let (leap_years, odd_years) = (rest.div_euclid(4), rest.rem_euclid(4));
    let weekday = (32 + 2 * odd_centuries + 2 * leap_years - epact - odd_years).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let march = epact + weekday - 7 * late + 114;
    let month = u32::try_from(march.div_euclid(31)).ok()?;
    let day = u32::try_from(march.rem_euclid(31) + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Whether people are at work on a day.
pub fn is_working_day(day: NaiveDate) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

/// The day that lies so many working days after another, or before it where the number is negative. None away: the day
/// itself, or the last working day before it, because a limit that nobody can keep on the day is kept before.
pub fn working_days_from(day: NaiveDate, days: i32) -> Option<NaiveDate> {
    let so_many = usize::try_from(days.unsigned_abs()).ok()?;
    let back = std::iter::successors(Some(day), NaiveDate::pred_opt);
    match days {
        0 => back.into_iter().find(|day| is_working_day(*day)),
        ..0 => back.skip(1).filter(|day| is_working_day(*day)).nth(so_many - 1),
        1.. => std::iter::successors(day.succ_opt(), NaiveDate::succ_opt)
            .filter(|day| is_working_day(*day))
            .nth(so_many - 1),
    }
}

/// The first working day from a day on, the day itself among them.
pub fn working_day_from(day: NaiveDate) -> Option<NaiveDate> {
    std::iter::successors(Some(day), NaiveDate::succ_opt).find(|day| is_working_day(*day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holidays(year: i32) -> Vec<String> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| day.year() == year);
        let holidays = days.filter(|day| is_bank_holiday(*day));
        holidays.map(|day| day.format("%d %b").to_string()).collect()
    }

    /// As the government publishes them for England and Wales.
    const PUBLISHED: [(i32, &[&str]); 9] = [
        (
            2019,
            &[
                "01 Jan", "19 Apr", "22 Apr", "06 May", "27 May", "26 Aug", "25 Dec", "26 Dec",
            ],
        ),
        (
            2020,
            &[
                "01 Jan", "10 Apr", "13 Apr", "08 May", "25 May", "31 Aug", "25 Dec", "28 Dec",
            ],
        ),
        (
            2021,
            &[
                "01 Jan", "02 Apr", "05 Apr", "03 May", "31 May", "30 Aug", "27 Dec", "28 Dec",
            ],
        ),
        (
            2022,
            &[
                "03 Jan", "15 Apr", "18 Apr", "02 May", "02 Jun", "03 Jun", "29 Aug", "19 Sep", "26 Dec",
                "27 Dec",
            ],
        ),
        (
            2023,
            &[
                "02 Jan", "07 Apr", "10 Apr", "01 May", "08 May", "29 May", "28 Aug", "25 Dec", "26 Dec",
            ],
        ),
        (
            2024,
            &[
                "01 Jan", "29 Mar", "01 Apr", "06 May", "27 May", "26 Aug", "25 Dec", "26 Dec",
            ],
        ),
        (
            2025,
            &[
                "01 Jan", "18 Apr", "21 Apr", "05 May", "26 May", "25 Aug", "25 Dec", "26 Dec",
            ],
        ),
        (
            2026,
            &[
                "01 Jan", "03 Apr", "06 Apr", "04 May", "25 May", "31 Aug", "25 Dec", "28 Dec",
            ],
        ),
        (
            2027,
            &[
                "01 Jan", "26 Mar", "29 Mar", "03 May", "31 May", "30 Aug", "27 Dec", "28 Dec",
            ],
        ),
    ];

    #[test]
    fn the_bank_holidays_are_those_that_are_published() {
        for (year, expected) in PUBLISHED {
            assert_eq!(holidays(year), expected, "{year}");
        }
        assert_eq!(holidays(2028)[0], "03 Jan", "the first falls on a Saturday");
    }

    #[test]
    fn easter_falls_where_it_fell() {
        for sunday in [
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2024-03-31",
            "2038-04-25",
            "2049-04-18",
        ] {
            assert_eq!(easter(day(sunday).year()), Some(day(sunday)));
        }
    }

    #[test]
    fn working_days_are_counted_over_weekends_and_christmas() {
        let table = [
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-11-23", 1, "2026-11-24"),
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-27", 1, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-29", 0, "2026-11-27"),
            ("2026-11-29", 10, "2026-12-11"),
            ("2026-12-24", 1, "2026-12-29"),
            ("2026-12-24", 3, "2026-12-31"),
            ("2026-12-24", 4, "2027-01-04"),
            ("2026-12-30", 3, "2027-01-05"),
            ("2026-12-25", 0, "2026-12-24"),
            ("2026-12-28", 0, "2026-12-24"),
            ("2027-01-04", -1, "2026-12-31"),
            ("2027-01-04", -5, "2026-12-23"),
            ("2027-12-24", 1, "2027-12-29"),
            ("2028-01-04", -1, "2027-12-31"),
            ("2028-01-04", -4, "2027-12-24"),
        ];
        for (from, days, expected) in table {
            assert_eq!(
                working_days_from(day(from), days),
                Some(day(expected)),
                "{days} from {from}"
            );
        }
        assert_eq!(working_days_from(NaiveDate::MAX, 3), None);
        assert_eq!(working_days_from(NaiveDate::MIN, -3), None);
    }

    #[test]
    fn the_next_working_day_may_be_today() {
        assert_eq!(working_day_from(day("2026-12-24")), Some(day("2026-12-24")));
        assert_eq!(working_day_from(day("2026-12-25")), Some(day("2026-12-29")));
    }
}

//! The age at which a form is completed, and in which window it is right.

use chrono::{Datelike, Days, NaiveDate};

/// An age in complete months and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age {
    /// Complete months.
    pub months: i32,
    /// Days beyond them, 0 to 30.
    pub days: i32,
}

/// The ages, both included, at which a form is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From this age.
    pub from: Age,
    /// To this age.
    pub to: Age,
}

impl Window {
    /// Whether an age is in it.
    pub fn holds(self, age: Age) -> bool {
        self.from <= age && age <= self.to
    }
}

/// The age on a day: years, months and days are subtracted, and 30 days borrowed for a month (domain.md 2.3). None before
/// birth. A child born on 29 February is 24 months old on 1 March in common years.
pub fn age(birth: NaiveDate, on: NaiveDate) -> Option<Age> {
    if on < birth {
        return None;
    }
    let counted = |day: NaiveDate| day.year() * 12 + day.month().cast_signed();
    let months = counted(on) - counted(birth);
    let days = on.day().cast_signed() - birth.day().cast_signed();
    Some(if days < 0 {
        Age {
            months: months - 1,
            days: days + 30,
        }
    } else {
        Age { months, days }
    })
}

/// Complete months and days.
type Written = (i32, i32);

/// Interval of the ASQ-3 form, and its window (domain.md 2.3). Forms that are not here have no window on record.
const WINDOWS: [(i32, Written, Written); 6] = [
    (22, (21, 0), (22, 30)),
    (24, (23, 0), (25, 15)),
    (27, (25, 16), (28, 15)),
    (30, (28, 16), (31, 15)),
    (33, (31, 16), (34, 15)),
    (36, (34, 16), (38, 30)),
];

const fn of((from, to): (Written, Written)) -> Window {
    Window {
        from: Age {
            months: from.0,
            days: from.1,
        },
        to: Age {
            months: to.0,
            days: to.1,
        },
    }
}

/// The window of an ASQ-3 form, where it is on record.
pub fn window(interval: i32) -> Option<Window> {
    let found = WINDOWS.iter().find(|(months, ..)| *months == interval);
    found.map(|(_, from, to)| of((*from, *to)))
}

/// The ASQ-3 form that is right at an age, where it is on record.
pub fn form_for(age: Age) -> Option<i32> {
    let right = WINDOWS.iter().find(|(_, from, to)| of((*from, *to)).holds(age));
    right.map(|(interval, ..)| *interval)
}

/// The weeks of gestation that are taken as term: the authors' 39 (domain.md 2.3; 40 is as good where it is always 40).
pub const TERM_WEEKS: i32 = 39;

/// How old the child was at birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Premature {
    /// Complete weeks of gestation.
    pub weeks: i32,
    /// Days beyond them, 0 to 6.
    pub days: i32,
}

/// The age adjusted for prematurity: of a child who was born three or more weeks early and is younger than 24 months. Four
/// days early or more round the week up, three or fewer down. None where the age is not adjusted.
pub fn adjust(birth: NaiveDate, on: NaiveDate, gestation: Premature) -> Option<Age> {
    let chronological = age(birth, on)?;
    let early = TERM_WEEKS * 7 - (gestation.weeks * 7 + gestation.days);
    let weeks = (early + 3).div_euclid(7);
    if weeks < 3 || 24 <= chronological.months {
        return None;
    }
    let due = birth.checked_add_days(Days::new(u64::try_from(weeks * 7).ok()?))?;
    age(due, on)
}

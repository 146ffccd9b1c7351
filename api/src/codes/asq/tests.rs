//! Each value of the tables, and each side of each boundary.

use chrono::NaiveDate;
use entity::enums::{AssessmentArea as Area, NationalBand as Band, ValueSet};

use super::*;

/// Domain.md 2.4 and 2.5, as they are printed there: area, letter, and for 24, 27 and 30 months cut-off and concept.
type Printed = (Area, &'static str, [(&'static str, &'static str); 3]);
const PRINTED: [Printed; 5] = [
    (
        Area::Communication,
        "C",
        [
            ("25.17", "953211000000100"),
            ("24.02", "953261000000103"),
            ("33.30", "953311000000105"),
        ],
    ),
    (
        Area::GrossMotor,
        "G",
        [
            ("38.07", "953231000000108"),
            ("28.01", "953281000000107"),
            ("36.14", "953331000000102"),
        ],
    ),
    (
        Area::FineMotor,
        "F",
        [
            ("35.16", "953221000000106"),
            ("18.42", "953271000000105"),
            ("19.25", "953321000000104"),
        ],
    ),
    (
        Area::ProblemSolving,
        "P",
        [
            ("29.78", "953241000000104"),
            ("27.62", "953291000000109"),
            ("27.08", "953341000000106"),
        ],
    ),
    (
        Area::PersonalSocial,
        "S",
        [
            ("31.54", "953251000000101"),
            ("25.31", "953301000000108"),
            ("32.01", "953351000000109"),
        ],
    ),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn hundredths(text: &str) -> i32 {
    text.replace('.', "").parse().unwrap()
}

fn months_days(months: i32, days: i32) -> Age {
    Age { months, days }
}

#[test]
fn all_fifteen_cut_offs_with_both_sides_of_each_boundary() {
    let mut seen = 0;
    for (area, letter, printed) in PRINTED {
        for (interval, (cut_off_text, concept_text)) in [24, 27, 30].into_iter().zip(printed) {
            let at = hundredths(cut_off_text);
            assert_eq!(
                cut_off(area, interval),
                Some(Hundredths(at)),
                "{area:?} {interval}"
            );
            assert_eq!(concept(area, interval), Some(concept_text), "{area:?} {interval}");
            let boundary = [
                (-1, Band::Invalid, "3"),
                (0, Band::BelowExpected, "1"),
                (at - 1, Band::BelowExpected, "1"),
                (at, Band::AtOrAboveExpected, "2"),
                (6000, Band::AtOrAboveExpected, "2"),
                (6001, Band::Invalid, "3"),
                (6010, Band::Invalid, "3"),
            ];
            for (score, expected, digit) in boundary {
                let found = band(area, interval, Hundredths(score));
                assert_eq!(found, Some(expected), "{area:?} {interval} {score}");
                assert_eq!(band_code(area, expected).unwrap(), format!("{letter}{digit}"));
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 15);
}

#[test]
fn other_forms_and_areas_have_no_band() {
    for interval in ASQ3_INTERVALS
        .iter()
        .filter(|months| ![24, 27, 30].contains(*months))
    {
        for area in AREAS {
            assert_eq!(band(area, *interval, Hundredths(0)), None, "{interval}");
            assert_eq!(concept(area, *interval), None, "{interval}");
        }
    }
    for area in [Area::Total, Area::WordList] {
        assert_eq!(band(area, 24, Hundredths(0)), None);
        assert!(Band::ALL.iter().all(|band| band_code(area, *band).is_none()));
    }
    assert_eq!(ASQ3_INTERVALS.len(), 21);
}

/// The check digit of a SNOMED CT identifier (Verhoeff): a digit that was mistyped in the table is found.
#[test]
fn every_concept_has_its_check_digit_and_stands_for_one_thing() {
    let of_asq3 = AREAS
        .into_iter()
        .flat_map(|area| [24, 27, 30].map(|interval| concept(area, interval).unwrap()));
    let of_se2 = SE2_INTERVALS
        .iter()
        .map(|interval| se2_concept(*interval).unwrap());
    let all: Vec<&str> = of_asq3.chain(of_se2).collect();
    assert_eq!(all.len(), 24);
    for (at, concept) in all.iter().enumerate() {
        assert!(verhoeff(concept), "{concept}");
        assert!(!all[..at].contains(concept), "{concept} twice");
    }
    assert!(!verhoeff("953211000000101"));
    assert_eq!(se2_concept(27), None);
}

fn verhoeff(digits: &str) -> bool {
    /// The multiplication of the dihedral group of the pentagon.
    fn times(left: u32, right: u32) -> u32 {
        match (left < 5, right < 5) {
            (true, true) => (left + right) % 5,
            (true, false) => (left + right) % 5 + 5,
            (false, true) => (left + 5 - right) % 5 + 5,
            (false, false) => (left + 5 - right) % 5,
        }
    }
    let swap = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut check = 0;
    for (place, digit) in digits.bytes().rev().enumerate() {
        let turned = (0..place % 8).fold(usize::from(digit - b'0'), |digit, _| swap[digit]);
        check = times(check, u32::try_from(turned).unwrap());
    }
    check == 0
}

#[test]
fn the_good_level_is_all_five_at_or_above() {
    use Band::{AtOrAboveExpected, BelowExpected, Invalid};
    let all = [Some(AtOrAboveExpected); 5];
    assert_eq!(good_level(all), Some(true));
    for place in 0..5 {
        let with = |band| {
            let mut bands = all;
            bands[place] = band;
            good_level(bands)
        };
        assert_eq!(with(Some(BelowExpected)), Some(false));
        assert_eq!(with(None), None);
        assert_eq!(with(Some(Invalid)), None);
    }
    let mut bands = [None; 5];
    bands[2] = Some(BelowExpected);
    assert_eq!(good_level(bands), Some(false), "one below is enough to know");
}

#[test]
fn scores_have_one_decimal() {
    let table = [
        (0.0, Some(0)),
        (60.0, Some(6000)),
        (60.1, Some(6010)),
        (52.5, Some(5250)),
        (-0.1, Some(-10)),
        (25.17, None),
        (0.05, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (1e300, None),
        (1e-7, None),
    ];
    for (score, expected) in table {
        assert_eq!(Hundredths::of(score), expected.map(Hundredths), "{score}");
    }
    assert!((Hundredths(5250).number() - 52.5).abs() < f64::EPSILON);
}

#[test]
fn missing_items_are_made_up_for_or_leave_no_score() {
    let table = [
        (6000, 0, Ok(Some(6000))),
        (0, 0, Ok(Some(0))),
        (4000, 1, Ok(Some(4800))),
        (5000, 1, Ok(Some(6000))),
        (3500, 2, Ok(Some(5250))),
        (500, 2, Ok(Some(750))),
        (3000, 3, Ok(None)),
        (0, 6, Ok(None)),
        (6010, 0, Err(NotAScore::Sum { highest: 60 })),
        (5500, 1, Err(NotAScore::Sum { highest: 50 })),
        (500, 6, Err(NotAScore::Sum { highest: 0 })),
        (-500, 0, Err(NotAScore::Sum { highest: 60 })),
        (4700, 0, Err(NotAScore::Steps)),
        (4000, 7, Err(NotAScore::Items)),
        (4000, -1, Err(NotAScore::Items)),
    ];
    for (sum, missing, expected) in table {
        let expected = expected.map(|score| score.map(Hundredths));
        assert_eq!(
            adjusted(Hundredths(sum), missing),
            expected,
            "{sum} with {missing} missing"
        );
    }
}

#[test]
fn every_window_on_its_first_and_last_day_and_the_days_beside_them() {
    // Born on the 1st: the 31st is a 30th day.
    let birth = day("2024-01-01");
    let table = [
        (22, "2025-10-01", "2025-11-31"),
        (24, "2025-12-01", "2026-02-16"),
        (27, "2026-02-17", "2026-05-16"),
        (30, "2026-05-17", "2026-08-16"),
        (33, "2026-08-17", "2026-11-16"),
        (36, "2026-11-17", "2027-03-31"),
    ];
    for (interval, first, last) in table {
        let window = window(interval).unwrap();
        let holds = |on: NaiveDate| window.holds(age(birth, on).unwrap());
        let first = day(first);
        // November has 30 days.
        let last = last.parse().unwrap_or(day("2025-11-30"));
        assert!(holds(first) && holds(last), "{interval}");
        assert!(!holds(first.pred_opt().unwrap()), "{interval}");
        assert!(!holds(last.succ_opt().unwrap()), "{interval}");
        assert_eq!(form_for(age(birth, first).unwrap()), Some(interval));
        assert_eq!(form_for(age(birth, last).unwrap()), Some(interval));
    }
    assert_eq!(form_for(months_days(20, 30)), None);
    assert_eq!(form_for(months_days(39, 0)), None);
    assert_eq!(window(2), None);
}

#[test]
fn between_23_and_39_months_exactly_one_form_is_right() {
    for months in 21..39 {
        for days in 0..=30 {
            let right = [22, 24, 27, 30, 33, 36]
                .into_iter()
                .filter(|interval| window(*interval).unwrap().holds(months_days(months, days)));
            assert_eq!(right.count(), 1, "{months} months {days} days");
        }
    }
}

#[test]
fn ages_at_the_ends_of_months_and_of_leap_children() {
    let table = [
        ("2024-01-31", "2026-01-31", 24, 0),
        ("2024-01-31", "2026-02-28", 24, 27),
        ("2024-01-31", "2026-03-01", 25, 0),
        ("2024-03-15", "2026-03-14", 23, 29),
        ("2024-03-15", "2026-03-15", 24, 0),
        ("2024-03-01", "2026-03-31", 24, 30),
        ("2024-02-29", "2026-02-28", 23, 29),
        ("2024-02-29", "2026-03-01", 24, 2),
        ("2024-02-29", "2028-02-29", 48, 0),
        ("2024-02-29", "2024-02-29", 0, 0),
    ];
    for (birth, on, months, days) in table {
        assert_eq!(
            age(day(birth), day(on)),
            Some(months_days(months, days)),
            "{birth} on {on}"
        );
    }
    assert_eq!(age(day("2024-02-29"), day("2024-02-28")), None);
}

#[test]
fn no_day_makes_a_child_younger() {
    for birth in ["2024-01-31", "2024-02-29", "2024-03-01", "2024-11-30"] {
        let birth = day(birth);
        let ages: Vec<Age> = birth
            .iter_days()
            .take(1200)
            .filter_map(|on| age(birth, on))
            .collect();
        assert!(ages.is_sorted(), "{birth}");
    }
}

#[test]
fn ages_are_adjusted_below_24_months_for_those_born_three_weeks_early() {
    let birth = day("2024-01-02");
    let on = day("2025-12-15");
    let adjusted = |weeks, days| adjust(birth, on, Premature { weeks, days });
    // Thirty-nine weeks are term; 36 are three weeks early; four days round up, three down.
    assert_eq!(adjusted(39, 0), None);
    assert_eq!(adjusted(37, 0), None);
    assert_eq!(adjusted(36, 4), None, "two weeks and three days");
    assert_eq!(
        adjusted(36, 3),
        age(day("2024-01-23"), on),
        "two weeks and four days"
    );
    assert_eq!(adjusted(36, 0), age(day("2024-01-23"), on));
    assert_eq!(adjusted(28, 0), age(day("2024-03-19"), on));
    let last = Premature { weeks: 36, days: 0 };
    assert!(
        adjust(birth, day("2026-01-01"), last).is_some(),
        "the day before the second birthday"
    );
    assert_eq!(adjust(birth, day("2026-01-02"), last), None, "two years old");
    assert_eq!(adjust(birth, day("2023-12-31"), last), None);
}

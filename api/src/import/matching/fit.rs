//! How far two descriptions of a person fit.

use chrono::{Datelike, NaiveDate};

use super::super::birth_date::swapped;
use super::super::row::ImportRow;
use super::Candidate;
use crate::codes::{Postcode, name_key};

/// Spellings nearer than this (Jaro-Winkler) may be of one name.
const CLOSE: f64 = 0.88;

/// How two names fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameFit {
    /// The same but for case, marks, hyphens and spaces.
    Same,
    /// Part of the other: a middle name, half of a double name, an initial.
    Part,
    /// A similar spelling.
    Close,
    /// Another name.
    Other,
}

/// How two birth dates fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BirthFit {
    /// The same day.
    Same,
    /// Day and month exchanged.
    Swapped,
    /// One digit differs.
    OneDigit,
    /// Another day.
    Other,
}

/// How two postcodes fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostcodeFit {
    /// The same.
    Same,
    /// The same district.
    District,
    /// Not known on one side.
    Unknown,
    /// Another.
    Other,
}

/// How a row and a known child fit as persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) given: NameFit,
    pub(super) family: NameFit,
    /// The given name stands where the family name should, and the other way round.
    pub(super) crossed: bool,
    pub(super) birth: BirthFit,
    pub(super) postcode: PostcodeFit,
}

impl Fit {
    pub(super) fn of(row: &ImportRow, known: &Candidate) -> Self {
        let given = name_fit(&row.given_name, &known.given_name);
        let family = name_fit(&row.family_name, &known.family_name);
        let crossed = given != NameFit::Same
            && name_key(&row.given_name) == name_key(&known.family_name)
            && name_key(&row.family_name) == name_key(&known.given_name);
        let postcode = postcode_fit(row.postcode.as_ref(), known.postcode.as_deref());
        Self {
            given,
            family,
            crossed,
            birth: birth_fit(row.birth_date, known.birth_date),
            postcode,
        }
    }

    /// From 0 to 1; the product of what each part leaves. An unlike given name (a twin) leaves too little to come near;
    /// an unlike family name or a mistyped birth date is only believed at the same postcode.
    pub(super) fn score(self) -> f64 {
        let here = self.postcode == PostcodeFit::Same;
        let given = match self.given {
            NameFit::Same => 1.0,
            NameFit::Part => 0.94,
            NameFit::Close => 0.92,
            NameFit::Other => 0.45,
        };
        let family = match self.family {
            NameFit::Same => 1.0,
            NameFit::Part | NameFit::Close => 0.97,
            NameFit::Other if here => 0.8,
            NameFit::Other => 0.5,
        };
        let names = if self.crossed { 0.95 } else { given * family };
        let birth = match self.birth {
            BirthFit::Same => 1.0,
            BirthFit::Swapped => 0.9,
            BirthFit::OneDigit if here => 0.88,
            BirthFit::OneDigit => 0.5,
            BirthFit::Other => 0.4,
        };
        let postcode = match self.postcode {
            PostcodeFit::Same => 1.0,
            PostcodeFit::Unknown => 0.94,
            PostcodeFit::District => 0.92,
            PostcodeFit::Other => 0.9,
        };
        (names * birth * postcode * 1000.0_f64).round() / 1000.0
    }

    /// What speaks for and against, in words.
    pub(super) fn reasons(self) -> Vec<&'static str> {
        let given = match self.given {
            NameFit::Same => "same given name",
            NameFit::Part => "one given name is part of the other",
            NameFit::Close => "similar given name",
            NameFit::Other => "another given name",
        };
        let family = match self.family {
            NameFit::Same => "same family name",
            NameFit::Part => "one family name is part of the other",
            NameFit::Close => "similar family name",
            NameFit::Other => "another family name",
        };
        let birth = match self.birth {
            BirthFit::Same => "same birth date",
            BirthFit::Swapped => "birth date with day and month exchanged",
            BirthFit::OneDigit => "birth date with one other digit",
            BirthFit::Other => "another birth date",
        };
        let postcode = match self.postcode {
            PostcodeFit::Same => "same postcode",
            PostcodeFit::District => "same postcode district",
            PostcodeFit::Unknown => "postcode not known on one side",
            PostcodeFit::Other => "another postcode",
        };
        if self.crossed {
            vec!["given and family name exchanged", birth, postcode]
        } else {
            vec![given, family, birth, postcode]
        }
    }
}

pub(super) fn name_fit(one: &str, other: &str) -> NameFit {
    let (one_key, other_key) = (name_key(one), name_key(other));
    if one_key == other_key {
        return NameFit::Same;
    }
    let (ones, others) = (parts(one), parts(other));
    let within = |few: &[String], many: &[String]| {
        few.iter()
            .all(|part| many.iter().any(|whole| stands_for(part, whole)))
    };
    if within(&ones, &others) || within(&others, &ones) {
        return NameFit::Part;
    }
    if strsim::jaro_winkler(&one_key, &other_key) >= CLOSE {
        NameFit::Close
    } else {
        NameFit::Other
    }
}

/// The parts of a name that consists of several.
fn parts(name: &str) -> Vec<String> {
    name.split([' ', '-'])
        .map(name_key)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether a part is the whole, or its initial.
fn stands_for(part: &str, whole: &str) -> bool {
    part == whole || (part.chars().count() == 1 && whole.starts_with(part))
}

pub(super) fn birth_fit(one: NaiveDate, other: NaiveDate) -> BirthFit {
    if one == other {
        return BirthFit::Same;
    }
    if swapped(one) == Some(other) {
        return BirthFit::Swapped;
    }
    let digits = |date: NaiveDate| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    let differing = digits(one)
        .bytes()
        .zip(digits(other).bytes())
        .filter(|(a, b)| a != b)
        .count();
    if differing == 1 {
        BirthFit::OneDigit
    } else {
        BirthFit::Other
    }
}

fn postcode_fit(one: Option<&Postcode>, other: Option<&str>) -> PostcodeFit {
    let other = other.and_then(|text| Postcode::parse(text).ok());
    let (Some(one), Some(other)) = (
        one.filter(|code| !code.is_pseudo()),
        other.filter(|code| !code.is_pseudo()),
    ) else {
        return PostcodeFit::Unknown;
    };
    if *one == other {
        PostcodeFit::Same
    } else if one.outward() == other.outward() {
        PostcodeFit::District
    } else {
        PostcodeFit::Other
    }
}

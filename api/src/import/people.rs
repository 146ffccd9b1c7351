//! The children of an authority as far as a row could be about them: kept in memory by birth date while a file is read,
//! so that a day is read from the database once and not once a chunk.
//!
//! A cheap look at the letters of two names rules nearly everybody out; only who is left is compared in full.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::ids::ChildId;

use super::matching::{BlockKeys, Candidate, comes_near};
use super::row::ImportRow;
use crate::codes::name_key;

/// The most children that are kept; with more, everything is forgotten and read again as needed.
const MOST: usize = 1_000_000;

/// A child that a row could be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    id: ChildId,
    birth_date: NaiveDate,
    postcode: Option<Box<str>>,
    names: Names,
    /// A child that a dry run would have recorded: nowhere else is it known.
    imagined: Option<Box<Candidate>>,
}

impl Person {
    /// From what is stored.
    pub fn new(
        id: ChildId,
        (given, family): (&str, &str),
        birth_date: NaiveDate,
        postcode: Option<&str>,
    ) -> Self {
        Self {
            id,
            birth_date,
            postcode: postcode.map(Into::into),
            names: Names::of(given, family),
            imagined: None,
        }
    }

    /// A child that a dry run would have recorded.
    pub fn imagined(candidate: Candidate) -> Self {
        Self {
            id: candidate.child,
            birth_date: candidate.birth_date,
            postcode: candidate.postcode.as_deref().map(Into::into),
            names: Names::of(&candidate.given_name, &candidate.family_name),
            imagined: Some(Box::new(candidate)),
        }
    }

    /// The same child, recorded by now.
    #[must_use]
    pub fn recorded(mut self) -> Self {
        self.imagined = None;
        self
    }

    fn candidate(&self) -> Candidate {
        Candidate {
            child: self.id,
            given_name: self.names.given.to_string(),
            family_name: self.names.family.to_string(),
            birth_date: self.birth_date,
            postcode: self.postcode.as_deref().map(str::to_owned),
            nhs_number: None,
            external_ids: Vec::new(),
        }
    }
}

/// A child that comes near a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The child.
    pub child: ChildId,
    /// All that is known of it, where it is not recorded.
    pub imagined: Option<Candidate>,
}

/// The names of a person and their letters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Names {
    given: Box<str>,
    family: Box<str>,
    of_given: Letters,
    of_family: Letters,
}

impl Names {
    fn of(given: &str, family: &str) -> Self {
        Self {
            given: given.into(),
            family: family.into(),
            of_given: Letters::of(given),
            of_family: Letters::of(family),
        }
    }

    /// Whether the two could come near each other; `false` is certain. An unlike given name never comes near, unless
    /// given and family name are exchanged.
    fn could_be(&self, other: &Self) -> bool {
        self.of_given.could_fit(other.of_given)
            || (self.of_given == other.of_family && self.of_family == other.of_given)
    }
}

/// Which letters a name has, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    set: u32,
    count: u8,
}

impl Letters {
    fn of(name: &str) -> Self {
        let key = name_key(name);
        let set = key
            .chars()
            .fold(0, |set, letter| set | 1 << (u32::from(letter) % 32));
        Self {
            set,
            count: u8::try_from(key.chars().count()).unwrap_or(u8::MAX),
        }
    }

    /// One name may be part of the other only if all of its letters are there. Two spellings of a similarity of 0.88
    /// (Jaro-Winkler) have one of 0.8 (Jaro), which needs so many letters in common.
    fn could_fit(self, other: Self) -> bool {
        let (unmatched, lacking) = (self.set & !other.set, other.set & !self.set);
        if unmatched == 0 || lacking == 0 {
            return true;
        }
        let (mine, yours) = (f32::from(self.count), f32::from(other.count));
        let missing = |letters: u32| f32::from(u8::try_from(letters.count_ones()).unwrap_or(u8::MAX));
        let common = (mine - missing(unmatched)).min(yours - missing(lacking));
        common / mine + common / yours >= 1.399
    }
}

/// Children by birth date.
#[derive(Debug, Default)]
pub struct People {
    days: HashMap<NaiveDate, Vec<Person>>,
    count: usize,
}

impl People {
    /// The days among these that have not been read yet.
    pub fn missing(&self, days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
        let mut missing: Vec<NaiveDate> = days.filter(|day| !self.days.contains_key(day)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Keeps everybody who was born on these days.
    pub fn learn(&mut self, days: &[NaiveDate], people: Vec<Person>) {
        for day in days {
            self.days.entry(*day).or_default();
        }
        for person in people {
            self.add(person);
        }
    }

    /// Adds somebody.
    pub fn add(&mut self, person: Person) {
        self.count += 1;
        self.days.entry(person.birth_date).or_default().push(person);
    }

    /// Forgets everybody.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Forgets everybody if there are too many.
    pub fn stay_small(&mut self) {
        if self.count > MOST {
            self.forget();
        }
    }

    /// The children who come near a row by birth date.
    pub fn near(&self, row: &ImportRow, keys: &BlockKeys) -> Vec<Near> {
        let days = keys.birth_dates.iter().filter_map(|day| self.days.get(day));
        near(row, days.flatten())
    }
}

/// Those of some people who come near a row.
pub fn near<'a>(row: &ImportRow, people: impl Iterator<Item = &'a Person>) -> Vec<Near> {
    let names = Names::of(&row.given_name, &row.family_name);
    people
        .filter(|person| names.could_be(&person.names) && comes_near(row, &person.candidate()))
        .map(|person| Near {
            child: person.id,
            imagined: person.imagined.as_deref().cloned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use entity::ids::TypedId;
    use proptest::prelude::*;
    use sea_orm::prelude::Uuid;

    use super::*;
    use crate::import::columns::Column;
    use crate::import::row::RawRow;
    use crate::import::rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(given: &str, family: &str, postcode: &str) -> Option<ImportRow> {
        let mut raw = RawRow::new(1);
        for (column, text) in [
            (Column::GivenName, given),
            (Column::FamilyName, family),
            (Column::BirthDate, "2024-03-09"),
            (Column::Sex, "F"),
            (Column::Postcode, postcode),
        ] {
            raw.set(column, text);
        }
        rules::check(&raw, day("2026-11-22")).ok()
    }

    fn person(given: &str, family: &str, postcode: &str) -> Person {
        let id = ChildId::from_uuid(Uuid::from_u128(7));
        Person::new(id, (given, family), day("2024-03-09"), Some(postcode))
    }

    #[test]
    fn a_day_is_learnt_once_and_everybody_on_it_is_found() {
        let mut people = People::default();
        let today = day("2024-03-09");
        assert_eq!(people.missing([today, today].into_iter()), [today]);
        people.learn(
            &[today, day("2024-09-03")],
            vec![person("Anna", "Berg", "AS1 1AA")],
        );
        assert!(people.missing([today, day("2024-09-03")].into_iter()).is_empty());
        let row = row("Ana", "Berg", "AS1 1AA").unwrap();
        let keys = crate::import::matching::block_keys(&row);
        assert_eq!(people.near(&row, &keys).len(), 1);
        people.forget();
        assert_eq!(people.missing([today].into_iter()), [today]);
    }

    proptest! {
        /// Whoever the full comparison finds near is never ruled out by the letters.
        #[test]
        fn the_letters_rule_nobody_out_who_comes_near(
            one in "[A-Ea-eéøß' -]{1,12}", two in "[A-Ea-eéøß' -]{1,12}",
            three in "[A-Ea-e -]{1,8}", four in "[A-Ea-e -]{1,8}",
        ) {
            if let Some(row) = row(&one, &three, "AS1 1AA") {
                let known = person(&two, &four, "AS1 1AA");
                let full = comes_near(&row, &known.candidate());
                let found = !near(&row, std::iter::once(&known)).is_empty();
                prop_assert_eq!(full, found);
            }
        }
    }
}

//! Big files for the import: as many children as are wanted, in constant memory.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::names::origin;
use super::organisations::SETTING_WEIGHTS;
use super::world::{AuthorityWorld, header, line};
use crate::codes::NhsNumber;
use crate::import::columns::Column;

/// The first body of the NHS numbers of big files; above the children of the demo.
const NHS_FROM: u32 = 999_500_000;
/// How many bodies there are from there on.
const NHS_BODIES: u32 = 500_000;
/// One row in so many is the twin of the one before it.
const TWINS_EVERY: usize = 64;

/// The lines of a file with `rows` children for an authority of the demo, the header first, each with its line end.
///
/// Up to about 450,000 rows have an NHS number of their own; further rows have none. All of them pass the rules, and no
/// two are the same child.
pub fn cohort_csv(
    authority: &AuthorityWorld,
    rows: usize,
    seed: u64,
    today: NaiveDate,
) -> impl Iterator<Item = String> {
    let mut cohort = Cohort {
        authority,
        dice: Dice::new(seed, 1000),
        today,
        body: 0,
        last: Vec::new(),
    };
    std::iter::once(header()).chain((0..rows).map(move |number| line(&cohort.next(number))))
}

/// What twins share.
const OF_THE_FAMILY: [Column; 4] = [
    Column::FamilyName,
    Column::BirthDate,
    Column::Postcode,
    Column::EthnicityCode,
];

/// Whether two children have names that nobody could take for each other.
fn could_be_twins(one: &[(Column, String)], other: &[(Column, String)]) -> bool {
    let given = |cells: &[(Column, String)]| {
        let name = cells.iter().find(|(of, _)| *of == Column::GivenName);
        name.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let (one, other) = (given(one), given(other));
    one.chars().next() != other.chars().next() && one.split(' ').all(|part| !other.contains(part))
}

struct Cohort<'a> {
    authority: &'a AuthorityWorld,
    dice: Dice,
    today: NaiveDate,
    body: u32,
    last: Vec<(Column, String)>,
}

impl Cohort<'_> {
    fn next(&mut self, number: usize) -> Vec<(Column, String)> {
        let mut cells = self.child(number);
        if number % TWINS_EVERY == TWINS_EVERY - 1 && could_be_twins(&cells, &self.last) {
            cells.retain(|(of, _)| !OF_THE_FAMILY.contains(of));
            cells.extend(
                self.last
                    .iter()
                    .filter(|(of, _)| OF_THE_FAMILY.contains(of))
                    .cloned(),
            );
        }
        self.last.clone_from(&cells);
        cells
    }

    fn child(&mut self, number: usize) -> Vec<(Column, String)> {
        let place = self.authority.place;
        let dice = &mut self.dice;
        let origin = origin(dice, |origin| origin.borough + origin.county);
        let girl = dice.chance(49);
        let given = if girl { origin.girls } else { origin.boys };
        let mut name = dice.word(given).to_owned();
        let middle = dice.word(given);
        if dice.chance(45) && middle != name {
            name = format!("{name} {middle}");
        }
        let days = u64::from(180 + dice.below(4 * 365));
        let birth_date = self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today);
        let letters = [
            "A", "B", "D", "E", "F", "G", "H", "J", "L", "N", "P", "Q", "R", "S", "T", "U", "W", "X", "Y",
            "Z",
        ];
        let (one, other) = (dice.word(&letters), dice.word(&letters));
        let postcode = format!(
            "{}{} {}{one}{other}",
            place.area,
            1 + dice.below(40),
            dice.below(10)
        );
        let setting = dice
            .weighted(&SETTING_WEIGHTS, |(_, weight)| *weight)
            .and_then(|(setting, _)| *setting);
        let team = if dice.chance(50) { "TEAM-1" } else { "TEAM-2" };
        let practice = format!("Z99{}0{}", place.digit, 1 + dice.below(5));
        let has_number = !dice.chance(3);
        let mut cells = vec![
            (Column::GivenName, name),
            (Column::FamilyName, dice.word(origin.families).to_owned()),
            (Column::BirthDate, birth_date.format("%d/%m/%Y").to_string()),
            (Column::Sex, if girl { "F" } else { "M" }.to_owned()),
            (Column::Postcode, postcode),
            (Column::EthnicityCode, dice.word(origin.ethnicities).to_owned()),
            (Column::GpPracticeOds, practice),
            (Column::ExternalSystem, place.child_system()),
            (Column::ExternalId, format!("COHORT-{number:07}")),
            (Column::FirstLanguage, dice.word(origin.languages).to_owned()),
        ];
        let organisation = |id: &str| self.authority.organisation(id);
        let urn = setting
            .and_then(organisation)
            .and_then(|setting| setting.urn.clone());
        let ods = organisation(team).and_then(|team| team.ods_code.clone());
        cells.extend(urn.map(|urn| (Column::SettingUrn, urn)));
        cells.extend(ods.map(|ods| (Column::HealthTeamOds, ods)));
        if has_number {
            cells.extend(self.nhs_number().map(|number| (Column::NhsNumber, number.into())));
        }
        cells
    }

    fn nhs_number(&mut self) -> Option<NhsNumber> {
        while self.body < NHS_BODIES {
            self.body += 1;
            if let Some(number) = NhsNumber::from_body(NHS_FROM + self.body - 1) {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use entity::enums::MatchOutcome;
    use entity::ids::{ChildId, TypedId};
    use sea_orm::entity::prelude::Uuid;

    use super::*;
    use crate::demo::world::{SEED, World};
    use crate::import::duplicates::Duplicates;
    use crate::import::matching::{Candidate, decide};
    use crate::import::read::{Line, RowReader};
    use crate::import::row::ImportRow;
    use crate::import::rules;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn rows(count: usize) -> Vec<ImportRow> {
        let world = World::new(SEED, today());
        let file: String = cohort_csv(&world.authorities[0], count, 7, today()).collect();
        RowReader::open(file.as_bytes())
            .unwrap()
            .map(|line| match line.unwrap() {
                Line::Row(raw) => rules::check(&raw, today()).unwrap(),
                Line::Unreadable { problems, .. } => panic!("{problems:?}"),
            })
            .collect()
    }

    fn known(row: &ImportRow) -> Candidate {
        Candidate {
            child: ChildId::from_uuid(Uuid::from_u128(u128::from(row.line))),
            given_name: row.given_name.clone(),
            family_name: row.family_name.clone(),
            birth_date: row.birth_date,
            postcode: row.postcode.clone().map(String::from),
            nhs_number: row.nhs_number.clone().map(String::from),
            external_ids: row
                .external
                .iter()
                .map(|id| (id.system().to_owned(), id.value().to_owned()))
                .collect(),
        }
    }

    #[test]
    fn a_big_file_is_the_same_each_time_and_passes_the_rules() {
        let all = rows(3000);
        assert_eq!((all.len(), &all), (3000, &rows(3000)));
        let mut seen = Duplicates::new();
        assert!(all.iter().all(|row| seen.admit(row).unwrap().is_empty()));
        let twins = all
            .windows(2)
            .filter(|pair| pair[0].birth_date == pair[1].birth_date && pair[0].postcode == pair[1].postcode);
        assert!(twins.count() > 30);
    }

    #[test]
    fn its_children_are_all_different_and_each_matches_itself() {
        let all = rows(3000);
        let mut by_day: HashMap<NaiveDate, Vec<Candidate>> = HashMap::new();
        for row in &all {
            let keys = crate::import::matching::block_keys(row);
            let found: Vec<Candidate> = keys
                .birth_dates
                .iter()
                .filter_map(|day| by_day.get(day))
                .flatten()
                .cloned()
                .collect();
            assert_eq!(decide(row, &found).outcome, MatchOutcome::NoMatch, "{row:?}");
            by_day.entry(row.birth_date).or_default().push(known(row));
            assert_eq!(decide(row, &[known(row)]).outcome, MatchOutcome::Match);
        }
    }
}

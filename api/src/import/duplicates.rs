//! Identifiers that appear twice within one file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::columns::Column;
use super::digest::of_texts;
use super::problem::{FileProblem, RowProblem};
use super::row::ImportRow;
use crate::codes::{CodeProblem, NhsNumber};

/// The most identifiers that are remembered: about 100 MB.
const MOST: usize = 2_000_000;

/// The identifiers of the rows so far, as digests with their line.
#[derive(Debug, Default)]
pub struct Duplicates {
    seen: HashMap<u128, u64>,
}

impl Duplicates {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remembers the identifiers of a row that passed the rules; names those that an earlier row had.
    pub fn admit(&mut self, row: &ImportRow) -> Result<Vec<RowProblem>, FileProblem> {
        let nhs_number = row
            .nhs_number
            .as_ref()
            .map(|number| (Column::NhsNumber, of_texts([NhsNumber::SYSTEM, number.as_str()])));
        let external = row
            .external
            .as_ref()
            .map(|id| (Column::ExternalId, of_texts([id.system(), id.value()])));
        let mut problems = Vec::new();
        for (column, key) in nhs_number.into_iter().chain(external) {
            match self.seen.entry(key) {
                Entry::Occupied(first) => {
                    let what = format!("line {} has the same {}", first.get(), column.name());
                    let problem = CodeProblem::new(what, "keep the row that is right and remove the other");
                    problems.push(RowProblem::of(row.line, column, problem));
                }
                Entry::Vacant(free) => {
                    free.insert(row.line);
                }
            }
        }
        if self.seen.len() > MOST {
            let what = format!("the file has more than {MOST} identifiers");
            return Err(FileProblem::at(row.line, what, "split it into several files"));
        }
        Ok(problems)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::import::row::RawRow;
    use crate::import::rules;

    fn row(line: u64, nhs_number: &str, system: &str, id: &str) -> ImportRow {
        let mut raw = RawRow::new(line);
        for (column, text) in [
            (Column::NhsNumber, nhs_number),
            (Column::GivenName, "Anna"),
            (Column::FamilyName, "Berg"),
            (Column::BirthDate, "2024-03-09"),
            (Column::Sex, "F"),
            (Column::ExternalSystem, system),
            (Column::ExternalId, id),
        ] {
            raw.set(column, text);
        }
        rules::check(&raw, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()).unwrap()
    }

    #[test]
    fn the_second_row_with_an_identifier_names_the_first() {
        let mut seen = Duplicates::new();
        assert_eq!(seen.admit(&row(2, "9000000009", "mosaic", "1")).unwrap(), []);
        assert_eq!(seen.admit(&row(3, "9000000025", "mosaic", "2")).unwrap(), []);
        assert_eq!(seen.admit(&row(4, "", "rio", "1")).unwrap(), []);
        assert_eq!(seen.admit(&row(5, "", "", "")).unwrap(), []);
        let problems = seen.admit(&row(6, "900 000 0009", "mosaic", "2")).unwrap();
        let told: Vec<_> = problems.iter().map(|problem| problem.what.as_str()).collect();
        assert_eq!(
            told,
            [
                "line 2 has the same nhs_number",
                "line 3 has the same external_id"
            ]
        );
    }
}

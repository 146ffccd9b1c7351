//! The sample files of the repository keep what they promise.

use chrono::NaiveDate;

use super::duplicates::Duplicates;
use super::problem::RowProblem;
use super::read::{Line, RowReader};
use super::row::ImportRow;
use super::rules;
use crate::demo::world::{SEED, World};

const GOOD: &[u8] = include_bytes!("../../../samples/children.csv");
const BAD: &[u8] = include_bytes!("../../../samples/children-with-problems.csv");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn read(file: &[u8]) -> Vec<Result<ImportRow, Vec<RowProblem>>> {
    let mut seen = Duplicates::new();
    RowReader::open(file)
        .unwrap()
        .map(|line| match line.unwrap() {
            Line::Unreadable { problems, .. } => Err(problems),
            Line::Row(raw) => rules::check(&raw, today()).and_then(|row| {
                let problems = seen.admit(&row).unwrap();
                if problems.is_empty() {
                    Ok(row)
                } else {
                    Err(problems)
                }
            }),
        })
        .collect()
}

#[test]
fn the_good_sample_passes_and_fits_the_demo() {
    let world = World::new(SEED, today());
    let ashmere = &world.authorities[0];
    let rows = read(GOOD);
    assert_eq!(rows.len(), 30);
    for row in rows {
        let row = row.unwrap();
        let urn_fits = row.setting.as_ref().is_none_or(|urn| {
            let known = ashmere.organisations.iter().filter_map(|one| one.urn.as_deref());
            known
                .map(|text| crate::codes::OfstedUrn::parse(text).unwrap())
                .any(|known| known == *urn)
        });
        let team = row.health_team.as_ref().unwrap().as_str();
        assert!(
            urn_fits
                && ashmere
                    .organisations
                    .iter()
                    .any(|one| one.ods_code.as_deref() == Some(team)),
            "{row:?}"
        );
        for named in row.named_health_visitor.iter().chain(&row.key_person) {
            assert_eq!(named.system(), ashmere.place.directory_system());
            assert!(
                ashmere
                    .practitioner(named.value())
                    .is_some_and(|person| person.is_active)
            );
        }
    }
}

#[test]
fn each_row_of_the_bad_sample_has_its_own_problem() {
    let table: [(u64, &str, &str); 32] = [
        (2, "", ""),
        (3, "nhs_number", "check digit"),
        (4, "nhs_number", "ten times"),
        (5, "nhs_number", "8 digits"),
        (6, "given_name", "empty"),
        (7, "family_name", "no letter"),
        (8, "birth_date", "no such day"),
        (9, "birth_date", "future"),
        (10, "birth_date", "month before the day"),
        (11, "birth_date", "spreadsheets"),
        (12, "birth_date", "11 years old"),
        (13, "sex", "none of the values"),
        (14, "postcode", "not a UK postcode"),
        (15, "ethnicity_code", "none of the NHS"),
        (16, "gp_practice_ods", "letter and five digits"),
        (17, "setting_urn", "six or seven digits"),
        (18, "health_team_ods", "three to ten"),
        // The next three are well-formed; only a directory knows that they do not exist.
        (19, "", ""),
        (20, "", ""),
        (21, "", ""),
        (22, "external_system", "system is missing"),
        (23, "given_name", "formula"),
        (24, "first_language", "formula"),
        (25, "family_name", "damaged"),
        (26, "restriction", "none of the values"),
        (27, "gestation_weeks", "20 to 44"),
        (28, "nhs_number", "line 2 has the same"),
        (29, "external_id", "line 2 has the same"),
        (30, "", "4 cells"),
        (31, "", "20 cells"),
        (32, "given_name", "control character"),
        (34, "given_name", "0xEB"),
    ];
    let rows = read(BAD);
    assert_eq!(rows.len(), table.len());
    for (row, (line, field, what)) in rows.into_iter().zip(table) {
        match row {
            Ok(row) => assert_eq!((row.line, what), (line, "")),
            Err(problems) => {
                let told = &problems[0];
                assert_eq!(
                    (
                        problems.len(),
                        told.line,
                        told.field.as_deref().unwrap_or_default()
                    ),
                    (1, line, field)
                );
                assert!(!what.is_empty() && told.what.contains(what), "{told:?}");
            }
        }
    }
}

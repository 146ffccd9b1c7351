//! Whether a row can be taken: every problem of it at once.

use chrono::NaiveDate;
use entity::enums::{Restriction, Sex, ValueSet};

use super::birth_date;
use super::columns::Column;
use super::problem::RowProblem;
use super::row::{ImportRow, RawRow};
use crate::codes::{
    self, Checked, CodeProblem, EthnicityCode, ExternalId, GpPracticeCode, NhsNumber, OdsCode, OfstedUrn,
    Postcode,
};

/// Checks a row. `today` bounds the birth date.
pub fn check(raw: &RawRow, today: NaiveDate) -> Result<ImportRow, Vec<RowProblem>> {
    let mut cells = Cells {
        raw,
        problems: Vec::new(),
    };
    let nhs_number = cells.optional(Column::NhsNumber, NhsNumber::parse);
    let given_name = cells.required(Column::GivenName, codes::name);
    let family_name = cells.required(Column::FamilyName, codes::name);
    let birth_date = cells.required(Column::BirthDate, |text| birth_date::parse(text, today));
    let sex = cells.required(Column::Sex, sex);
    let postcode = cells.optional(Column::Postcode, Postcode::parse);
    let ethnicity = cells.optional(Column::EthnicityCode, EthnicityCode::parse);
    let gp_practice = cells.optional(Column::GpPracticeOds, GpPracticeCode::parse);
    let setting = cells.optional(Column::SettingUrn, OfstedUrn::parse);
    let health_team = cells.optional(Column::HealthTeamOds, OdsCode::parse);
    let external = cells.external(Column::ExternalSystem, Column::ExternalId);
    let named_health_visitor = cells.external(Column::NamedHealthVisitorSystem, Column::NamedHealthVisitorId);
    let key_person = cells.external(Column::KeyPersonSystem, Column::KeyPersonId);
    let restriction = cells.optional(Column::Restriction, restriction);
    let first_language = cells.optional(Column::FirstLanguage, codes::name);
    let gestation_weeks = cells.optional(Column::GestationWeeks, gestation_weeks);
    match (given_name, family_name, birth_date, sex) {
        (Some(given_name), Some(family_name), Some(birth_date), Some(sex)) if cells.problems.is_empty() => {
            Ok(ImportRow {
                line: raw.line(),
                nhs_number,
                given_name,
                family_name,
                birth_date,
                sex,
                postcode,
                ethnicity,
                gp_practice,
                setting,
                health_team,
                external,
                named_health_visitor,
                key_person,
                restriction,
                first_language,
                gestation_weeks,
            })
        }
        _ => Err(cells.problems),
    }
}

/// The cells of one row while they are read.
struct Cells<'a> {
    raw: &'a RawRow,
    problems: Vec<RowProblem>,
}

impl Cells<'_> {
    fn fail(&mut self, column: Column, problem: CodeProblem) {
        self.problems
            .push(RowProblem::of(self.raw.line(), column, problem));
    }

    /// A cell that may be empty. What a spreadsheet would execute is refused before anything else is asked.
    fn optional<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Checked<T>) -> Option<T> {
        let text = self.raw.get(column);
        if codes::starts_like_a_formula(text) {
            let what = "the text starts like a formula (=, +, -, @, a tab or a line break)";
            self.fail(
                column,
                CodeProblem::new(what, "remove the character; nothing of this row was taken"),
            );
            return None;
        }
        if text.trim().is_empty() {
            return None;
        }
        parse(text).map_err(|problem| self.fail(column, problem)).ok()
    }

    fn required<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Checked<T>) -> Option<T> {
        if self.raw.get(column).trim_matches(' ').is_empty() {
            self.fail(
                column,
                CodeProblem::new(
                    "the cell is empty",
                    "fill it: without it a child cannot be recorded",
                ),
            );
            return None;
        }
        let before = self.problems.len();
        let value = self.optional(column, parse);
        if value.is_none() && self.problems.len() == before {
            self.fail(
                column,
                CodeProblem::new(
                    "the cell is blank",
                    "fill it: without it a child cannot be recorded",
                ),
            );
        }
        value
    }

    /// An external id in two cells that are filled together or not at all.
    fn external(&mut self, system: Column, value: Column) -> Option<ExternalId> {
        let filled = |column| !self.raw.get(column).trim().is_empty();
        match (filled(system), filled(value)) {
            (false, false) => return None,
            (true, false) => {
                self.fail(
                    value,
                    CodeProblem::new("the id is missing beside its system", "fill both or neither"),
                );
                return None;
            }
            (false, true) => {
                self.fail(
                    system,
                    CodeProblem::new("the system is missing beside the id", "fill both or neither"),
                );
                return None;
            }
            (true, true) => {}
        }
        let system = self.optional(system, |text| match ExternalId::parse_system(text)? {
            system if system == NhsNumber::SYSTEM => Err(CodeProblem::new(
                "the NHS number is given as an external id",
                "give it in the column nhs_number, where it is checked",
            )),
            system => Ok(system),
        });
        let value = self.optional(value, ExternalId::parse_value);
        ExternalId::parse(&system?, &value?).ok()
    }
}

/// Reads a sex: the NHS codes 1, 2, 9 and X, a letter or a word.
fn sex(text: &str) -> Checked<Sex> {
    match text.trim().to_ascii_uppercase().as_str() {
        "F" | "2" | "FEMALE" | "GIRL" => Ok(Sex::Female),
        "M" | "1" | "MALE" | "BOY" => Ok(Sex::Male),
        "I" | "9" | "INDETERMINATE" => Ok(Sex::Indeterminate),
        "X" | "0" | "U" | "NOT KNOWN" | "NOT_KNOWN" | "UNKNOWN" => Ok(Sex::NotKnown),
        _ => Err(CodeProblem::new(
            "the sex is none of the values we know",
            "give F, M, I or X; or 1, 2, 9 or X",
        )),
    }
}

/// Reads a restriction. What is not understood is refused: to guess could show where a child is.
fn restriction(text: &str) -> Checked<Restriction> {
    let folded = text.trim().to_ascii_uppercase().replace(' ', "_");
    match folded.as_str() {
        "U" => Ok(Restriction::Unrestricted),
        "R" => Ok(Restriction::Restricted),
        "V" => Ok(Restriction::VeryRestricted),
        word => Restriction::from_text(word).ok_or_else(|| {
            CodeProblem::new(
                "the restriction is none of the values we know",
                "give U, R or V; leave it empty if unchanged",
            )
        }),
    }
}

fn gestation_weeks(text: &str) -> Checked<u8> {
    match text.trim().parse() {
        Ok(weeks @ 20..=44) => Ok(weeks),
        _ => Err(CodeProblem::new(
            "the weeks of gestation are not a whole number from 20 to 44",
            "give completed weeks, like 39; leave it empty if not known",
        )),
    }
}

#[cfg(test)]
mod tests;

//! A row: as it was found, and as it was checked.

use chrono::NaiveDate;
use entity::enums::{Restriction, Sex, ValueSet};

use super::columns::Column;
use crate::codes::{EthnicityCode, ExternalId, GpPracticeCode, NhsNumber, OdsCode, OfstedUrn, Postcode};

/// The cells of a row by column, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    line: u64,
    cells: Vec<String>,
}

impl RawRow {
    /// A row without any cell filled.
    pub fn new(line: u64) -> Self {
        Self {
            line,
            cells: vec![String::new(); Column::ALL.len()],
        }
    }

    /// The line on which it starts.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// A cell, or an empty text.
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(column.index()).map_or("", String::as_str)
    }

    /// Fills a cell.
    pub fn set(&mut self, column: Column, text: &str) {
        if let Some(cell) = self.cells.get_mut(column.index()) {
            text.clone_into(cell);
        }
    }
}

/// A row that passed the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The line on which it starts.
    pub line: u64,
    /// NHS number, if known.
    pub nhs_number: Option<NhsNumber>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// Sex.
    pub sex: Sex,
    /// Postcode, if known.
    pub postcode: Option<Postcode>,
    /// Ethnic category, if given.
    pub ethnicity: Option<EthnicityCode>,
    /// GP practice, if given.
    pub gp_practice: Option<GpPracticeCode>,
    /// Early years setting, if the child is in one.
    pub setting: Option<OfstedUrn>,
    /// Health visiting team, if given.
    pub health_team: Option<OdsCode>,
    /// The child's id in the sending system.
    pub external: Option<ExternalId>,
    /// The named health visitor, by an id that the directory knows.
    pub named_health_visitor: Option<ExternalId>,
    /// The key person, by an id that the directory knows.
    pub key_person: Option<ExternalId>,
    /// Protection of whereabouts. `None` leaves what is known: an empty cell never lifts a restriction.
    pub restriction: Option<Restriction>,
    /// The language spoken at home.
    pub first_language: Option<String>,
    /// Completed weeks of gestation.
    pub gestation_weeks: Option<u8>,
}

impl ImportRow {
    /// The row in its canonical texts, the filled columns only and in their documented order. The rules read them back
    /// as the same row: this is what the digest is made of and what a worklist keeps.
    pub fn cells(&self) -> Vec<(Column, String)> {
        let mut cells = Vec::new();
        let mut put = |column: Column, text: Option<&str>| {
            if let Some(text) = text {
                cells.push((column, text.to_owned()));
            }
        };
        let (system, value) = (ExternalId::system, ExternalId::value);
        put(Column::NhsNumber, self.nhs_number.as_ref().map(NhsNumber::as_str));
        put(Column::GivenName, Some(&self.given_name));
        put(Column::FamilyName, Some(&self.family_name));
        put(Column::BirthDate, Some(&self.birth_date.to_string()));
        put(Column::Sex, Some(self.sex.as_str()));
        put(Column::Postcode, self.postcode.as_ref().map(Postcode::as_str));
        put(
            Column::EthnicityCode,
            self.ethnicity.as_ref().map(EthnicityCode::as_str),
        );
        put(
            Column::GpPracticeOds,
            self.gp_practice.as_ref().map(GpPracticeCode::as_str),
        );
        put(Column::SettingUrn, self.setting.as_ref().map(OfstedUrn::key));
        put(
            Column::HealthTeamOds,
            self.health_team.as_ref().map(OdsCode::as_str),
        );
        put(Column::ExternalSystem, self.external.as_ref().map(system));
        put(Column::ExternalId, self.external.as_ref().map(value));
        put(
            Column::NamedHealthVisitorSystem,
            self.named_health_visitor.as_ref().map(system),
        );
        put(
            Column::NamedHealthVisitorId,
            self.named_health_visitor.as_ref().map(value),
        );
        put(Column::KeyPersonSystem, self.key_person.as_ref().map(system));
        put(Column::KeyPersonId, self.key_person.as_ref().map(value));
        put(Column::Restriction, self.restriction.map(Restriction::as_str));
        put(Column::FirstLanguage, self.first_language.as_deref());
        put(
            Column::GestationWeeks,
            self.gestation_weeks.map(|weeks| weeks.to_string()).as_deref(),
        );
        cells
    }
}

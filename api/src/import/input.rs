//! What callers of the API say of rows: the columns of the file as fields.

use async_graphql::{Enum, InputObject};

use super::columns::Column;
use super::read::{Line, row_from_cells};
use crate::domain::child_match::types::ChildMatchDecision;
use crate::gql::reference::{ChildRef, ExternalIdInput};

/// What an import does with the rows that have no problem, where others have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum ImportErrorPolicy {
    /// Nothing is written if any row is rejected; each problem is a user error too.
    RejectAll,
    /// The rejected rows are left out and reported; the others are taken.
    #[default]
    RejectFailedRows,
}

/// A list of children.
#[derive(Debug, Clone, InputObject)]
pub struct ChildrenImportInput {
    /// The rows, one for each child; 1 to 1,000.
    pub rows: Vec<ChildImportRowInput>,
    /// What to do where rows have problems.
    #[graphql(default)]
    pub error_policy: ImportErrorPolicy,
    /// Report what would be done, and write nothing.
    #[graphql(default)]
    pub validate_only: bool,
    /// Plan a review, by the authority's default model, for every child in or before the window who has none.
    #[graphql(default)]
    pub plan_reviews: bool,
}

/// A row: the columns of the cohort file as fields, each as text, so that a mistake in one row is reported with that row
/// and does not stop the others. An empty text and null say the same: nothing; what is recorded stays.
#[derive(Debug, Clone, InputObject)]
pub struct ChildImportRowInput {
    /// NHS number, ten digits, checked by Modulus 11; spaces are ignored.
    pub nhs_number: Option<String>,
    /// Given name, with middle names if known; at most 100 characters.
    pub given_name: String,
    /// Family name; at most 100 characters.
    pub family_name: String,
    /// Date of birth: `2024-03-09` or `09/03/2024` (day first).
    pub birth_date: String,
    /// Sex: `F`, `M`, `I` or `X`; or `1` (male), `2` (female), `9` (indeterminate); or the word.
    pub sex: String,
    /// Postcode of residence.
    pub postcode: Option<String>,
    /// NHS ethnic category of 2001: `A` to `S`, `Z` not stated, `99` not known.
    pub ethnicity_code: Option<String>,
    /// ODS code of the GP practice.
    pub gp_practice_ods: Option<String>,
    /// Ofsted URN of the early years setting, with or without `EY`.
    pub setting_urn: Option<String>,
    /// ODS code of the health visiting team.
    pub health_team_ods: Option<String>,
    /// The child's identifier in your system; later runs and all other acts may name the child by it.
    pub external_id: Option<ExternalIdInput>,
    /// The named health visitor, by an identifier of the directory.
    pub named_health_visitor: Option<ExternalIdInput>,
    /// The key person, by an identifier of the directory.
    pub key_person: Option<ExternalIdInput>,
    /// Protection of the child's whereabouts: `U`, `R` or `V` (PDS), or the word.
    pub restriction: Option<String>,
    /// The language spoken at home, in words or as an ISO 639 code.
    pub first_language: Option<String>,
    /// Completed weeks of gestation at birth, 20 to 44.
    pub gestation_weeks: Option<i32>,
}

impl ChildImportRowInput {
    /// The row as a file would have it; `line` is its place, counted from 1.
    pub fn line(&self, line: u64) -> Line {
        use Column as C;
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let weeks = self.gestation_weeks.map(|weeks| weeks.to_string());
        let pair = |id: &Option<ExternalIdInput>| match id {
            Some(id) => (id.system.clone(), id.value.clone()),
            None => <(String, String)>::default(),
        };
        let (external, visitor) = (pair(&self.external_id), pair(&self.named_health_visitor));
        let key_person = pair(&self.key_person);
        let cells = [
            (C::NhsNumber, optional(&self.nhs_number)),
            (C::GivenName, self.given_name.clone()),
            (C::FamilyName, self.family_name.clone()),
            (C::BirthDate, self.birth_date.clone()),
            (C::Sex, self.sex.clone()),
            (C::Postcode, optional(&self.postcode)),
            (C::EthnicityCode, optional(&self.ethnicity_code)),
            (C::GpPracticeOds, optional(&self.gp_practice_ods)),
            (C::SettingUrn, optional(&self.setting_urn)),
            (C::HealthTeamOds, optional(&self.health_team_ods)),
            (C::ExternalSystem, external.0),
            (C::ExternalId, external.1),
            (C::NamedHealthVisitorSystem, visitor.0),
            (C::NamedHealthVisitorId, visitor.1),
            (C::KeyPersonSystem, key_person.0),
            (C::KeyPersonId, key_person.1),
            (C::Restriction, optional(&self.restriction)),
            (C::FirstLanguage, optional(&self.first_language)),
            (C::GestationWeeks, weeks.unwrap_or_default()),
        ];
        row_from_cells(line, cells.iter().map(|(column, text)| (*column, text.as_str())))
    }
}

/// The field of a row input that a column is given in, from the row inwards.
pub fn field_of(column: Column) -> &'static [&'static str] {
    match column {
        Column::NhsNumber => &["nhsNumber"],
        Column::GivenName => &["givenName"],
        Column::FamilyName => &["familyName"],
        Column::BirthDate => &["birthDate"],
        Column::Sex => &["sex"],
        Column::Postcode => &["postcode"],
        Column::EthnicityCode => &["ethnicityCode"],
        Column::GpPracticeOds => &["gpPracticeOds"],
        Column::SettingUrn => &["settingUrn"],
        Column::HealthTeamOds => &["healthTeamOds"],
        Column::ExternalSystem => &["externalId", "system"],
        Column::ExternalId => &["externalId", "value"],
        Column::NamedHealthVisitorSystem => &["namedHealthVisitor", "system"],
        Column::NamedHealthVisitorId => &["namedHealthVisitor", "value"],
        Column::KeyPersonSystem => &["keyPerson", "system"],
        Column::KeyPersonId => &["keyPerson", "value"],
        Column::Restriction => &["restriction"],
        Column::FirstLanguage => &["firstLanguage"],
        Column::GestationWeeks => &["gestationWeeks"],
    }
}

/// What an administrator decides about a row.
#[derive(Debug, Clone, InputObject)]
pub struct ChildMatchResolveInput {
    /// What the row is.
    pub decision: ChildMatchDecision,
    /// With LINK, the child that the row is about: one of the candidates or any other child of the authority.
    pub child: Option<ChildRef>,
}

//! The columns of the file: the one table that the reader, the rules and the documentation use.

use super::problem::FileProblem;

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $required:literal, [$($alias:literal),*];)+) => {
        /// A column of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Column {
            /// Every column, in the order in which they are documented.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the header.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether the header must have it.
            pub const fn is_required(self) -> bool {
                match self { $(Self::$variant => $required,)+ }
            }

            /// Other names under which it is accepted.
            pub const fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($alias),*],)+ }
            }

            /// What it holds.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

columns! {
    /// NHS number, ten digits; spaces are ignored. May be empty.
    NhsNumber = "nhs_number", false, ["nhs_no", "nhs"];
    /// Given name, with middle names if known.
    GivenName = "given_name", true, ["given_names", "forename", "first_name"];
    /// Family name.
    FamilyName = "family_name", true, ["surname", "last_name"];
    /// Birth date: 2024-03-09 or 09/03/2024 (day first).
    BirthDate = "birth_date", true, ["date_of_birth", "dob"];
    /// Sex: F, M, I or X; or 1 (male), 2 (female), 9 (indeterminate); or the word.
    Sex = "sex", true, ["gender"];
    /// Postcode of the child's home. The column is required, a cell may be empty.
    Postcode = "postcode", true, ["post_code"];
    /// NHS ethnic category of 2001: A to S, Z not stated, 99 not known. May be empty.
    EthnicityCode = "ethnicity_code", false, ["ethnicity", "ethnic_category"];
    /// ODS code of the GP practice. May be empty.
    GpPracticeOds = "gp_practice_ods", false, ["gp_practice_code", "gp_practice"];
    /// Ofsted URN of the early years setting, with or without EY. Empty: as it was; a new child is in none.
    SettingUrn = "setting_urn", false, ["urn", "ofsted_urn"];
    /// ODS code of the health visiting team. May be empty.
    HealthTeamOds = "health_team_ods", false, ["health_team"];
    /// The sending system, as a URI or a short token. Goes together with external_id.
    ExternalSystem = "external_system", false, [];
    /// The child's id in the sending system.
    ExternalId = "external_id", false, [];
    /// The system that knows the named health visitor.
    NamedHealthVisitorSystem = "named_health_visitor_system", false, [];
    /// The named health visitor's id in that system.
    NamedHealthVisitorId = "named_health_visitor_id", false, [];
    /// The system that knows the key person.
    KeyPersonSystem = "key_person_system", false, [];
    /// The key person's id in that system.
    KeyPersonId = "key_person_id", false, [];
    /// Protection of the child's whereabouts: U, R or V (PDS), or the word. Empty: as it was.
    Restriction = "restriction", false, ["s_flag"];
    /// The language spoken at home, in words or as an ISO 639 code. May be empty.
    FirstLanguage = "first_language", false, ["language"];
    /// Completed weeks of gestation at birth, 20 to 44. May be empty.
    GestationWeeks = "gestation_weeks", false, ["gestation"];
}

impl Column {
    /// The place of the column among [`Column::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The column with this header, read leniently: case, spaces, hyphens and the aliases.
    pub fn from_header(header: &str) -> Option<Self> {
        let name: String = header
            .trim()
            .chars()
            .map(|c| {
                if matches!(c, ' ' | '-' | '.') {
                    '_'
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect();
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.name() == name || column.aliases().contains(&name.as_str()))
    }
}

/// Which column stands where in the file at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    places: Vec<Option<Column>>,
    warnings: Vec<String>,
}

impl Header {
    /// Reads the cells of the header line.
    pub fn read(cells: &[&str]) -> Result<Self, FileProblem> {
        if let [only] = cells
            && let Some(separator) = only.chars().find(|c| matches!(c, ';' | '\t' | '|'))
        {
            let shown = if separator == '\t' {
                "a tab".to_owned()
            } else {
                format!("“{separator}”")
            };
            let what = format!("the columns are separated by {shown}");
            return Err(FileProblem::at(
                1,
                what,
                "save the file with commas between the columns",
            ));
        }
        let places: Vec<Option<Column>> = cells.iter().map(|cell| Column::from_header(cell)).collect();
        for column in Column::ALL {
            if places.iter().filter(|place| **place == Some(*column)).count() > 1 {
                let what = format!("the column {} appears twice", column.name());
                return Err(FileProblem::at(1, what, "keep one of the two"));
            }
        }
        let missing: Vec<&str> = Column::ALL
            .iter()
            .filter(|column| column.is_required() && !places.contains(&Some(**column)))
            .map(|column| column.name())
            .collect();
        if !missing.is_empty() {
            let what = format!("the header lacks {}", missing.join(", "));
            let what_to_do = "name the columns in the first line as documented, like samples/children.csv";
            return Err(FileProblem::at(1, what, what_to_do));
        }
        let warnings = unknown(cells, &places).into_iter().collect();
        Ok(Self { places, warnings })
    }

    /// The columns by their place in the file; `None` where one is not ours.
    pub fn places(&self) -> &[Option<Column>] {
        &self.places
    }

    /// What the sender should know: columns that are not read.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// The warning that names the columns that nobody reads.
fn unknown(cells: &[&str], places: &[Option<Column>]) -> Option<String> {
    let names: Vec<String> = cells
        .iter()
        .zip(places)
        .filter(|(cell, place)| place.is_none() && !cell.trim().is_empty())
        .map(|(cell, _)| {
            format!(
                "“{}”",
                cell.trim()
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(40)
                    .collect::<String>()
            )
        })
        .take(20)
        .collect();
    (!names.is_empty()).then(|| format!("columns that are not read: {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_finds_itself_under_each_of_its_names() {
        for (place, column) in Column::ALL.iter().enumerate() {
            assert_eq!(column.index(), place);
            for name in column.aliases().iter().chain([&column.name()]) {
                assert_eq!(Column::from_header(name), Some(*column));
                assert_eq!(
                    Column::from_header(&name.to_uppercase().replace('_', " ")),
                    Some(*column)
                );
            }
        }
    }

    #[test]
    fn a_header_names_what_it_lacks_and_what_is_not_read() {
        let header =
            Header::read(&["Forename", "Surname", "DOB", "Sex", "Postcode", "Shoe size", ""]).unwrap();
        assert_eq!(header.warnings(), ["columns that are not read: “Shoe size”"]);
        let problem = Header::read(&["given_name", "birth_date"]).unwrap_err();
        assert_eq!(problem.what, "the header lacks family_name, sex, postcode");
        let twice = [
            "given_name",
            "family_name",
            "birth_date",
            "sex",
            "postcode",
            "dob",
        ];
        assert!(
            Header::read(&twice)
                .unwrap_err()
                .what
                .contains("birth_date appears twice")
        );
        assert!(
            Header::read(&["given_name;family_name"])
                .unwrap_err()
                .what
                .contains("“;”")
        );
        assert!(
            Header::read(&["given_name\tfamily_name"])
                .unwrap_err()
                .what
                .contains("a tab")
        );
    }
}

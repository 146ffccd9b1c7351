use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn good() -> RawRow {
    let mut row = RawRow::new(7);
    for (column, text) in [
        (Column::NhsNumber, "900 000 0009"),
        (Column::GivenName, "Anna  Maria"),
        (Column::FamilyName, "O'Brien"),
        (Column::BirthDate, "09/03/2024"),
        (Column::Sex, "2"),
        (Column::Postcode, "m11ae"),
        (Column::EthnicityCode, "a"),
        (Column::GpPracticeOds, "a81001"),
        (Column::SettingUrn, "EY345678"),
        (Column::HealthTeamOds, "r1d"),
        (Column::ExternalSystem, "mosaic"),
        (Column::ExternalId, "C-1"),
        (Column::KeyPersonSystem, "tapestry"),
        (Column::KeyPersonId, "k9"),
        (Column::Restriction, "r"),
        (Column::FirstLanguage, "Polish"),
        (Column::GestationWeeks, "39"),
    ] {
        row.set(column, text);
    }
    row
}

fn refusal(column: Column, text: &str) -> RowProblem {
    let mut row = good();
    row.set(column, text);
    let problems = check(&row, today()).unwrap_err();
    assert_eq!(problems.len(), 1, "{column:?} {text:?}: {problems:?}");
    assert_eq!(
        (problems[0].line, problems[0].field.as_deref()),
        (7, Some(column.name())),
        "{text:?}"
    );
    problems[0].clone()
}

#[test]
fn a_good_row_is_normalised_and_survives_its_canonical_form() {
    let row = check(&good(), today()).unwrap();
    assert_eq!((row.given_name.as_str(), row.sex), ("Anna Maria", Sex::Female));
    assert_eq!(row.postcode.as_ref().unwrap().as_str(), "M1 1AE");
    assert_eq!(
        (row.restriction, row.gestation_weeks),
        (Some(Restriction::Restricted), Some(39))
    );
    let mut again = RawRow::new(7);
    for (column, text) in row.cells() {
        again.set(column, &text);
    }
    assert_eq!(check(&again, today()).unwrap(), row);
}

#[test]
fn only_five_columns_are_needed_and_an_empty_restriction_says_nothing() {
    let mut row = RawRow::new(2);
    for (column, text) in [
        (Column::GivenName, "Li"),
        (Column::FamilyName, "Wei"),
        (Column::BirthDate, "2024-01-02"),
        (Column::Sex, "girl"),
    ] {
        row.set(column, text);
    }
    let row = check(&row, today()).unwrap();
    assert_eq!(
        (row.restriction, row.postcode, row.nhs_number),
        (None, None, None)
    );
}

#[test]
fn every_problem_of_a_row_is_told_at_once() {
    let mut row = good();
    row.set(Column::NhsNumber, "9000000008");
    row.set(Column::GivenName, "");
    row.set(Column::BirthDate, "31/02/2024");
    row.set(Column::Postcode, "Leeds");
    let fields: Vec<_> = check(&row, today())
        .unwrap_err()
        .into_iter()
        .filter_map(|problem| problem.field)
        .collect();
    assert_eq!(fields, ["nhs_number", "given_name", "birth_date", "postcode"]);
}

#[test]
fn formulas_are_refused_in_every_column() {
    for column in Column::ALL {
        for text in ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx"] {
            let mut row = good();
            row.set(Column::NamedHealthVisitorSystem, "rio");
            row.set(Column::NamedHealthVisitorId, "h1");
            row.set(*column, text);
            let problems = check(&row, today()).unwrap_err();
            assert!(
                problems.iter().any(|problem| problem.what.contains("formula")),
                "{column:?} {text:?} {problems:?}"
            );
        }
    }
}

#[test]
fn each_kind_of_bad_cell_has_its_message() {
    let table = [
        (Column::NhsNumber, "1111111111", "ten times"),
        (Column::NhsNumber, "9000000008", "check digit"),
        (Column::FamilyName, "42", "no letter"),
        (Column::FamilyName, "  ", "empty"),
        (Column::BirthDate, "2027-01-01", "future"),
        (Column::BirthDate, "2017-01-01", "9 years old"),
        (Column::Sex, "W", "sex"),
        (Column::Postcode, "M1", "postcode"),
        (Column::EthnicityCode, "Q", "ethnic"),
        (Column::GpPracticeOds, "R1D", "GP practice"),
        (Column::SettingUrn, "12", "URN"),
        (Column::HealthTeamOds, "R", "ODS"),
        (Column::ExternalId, "", "id is missing"),
        (Column::ExternalSystem, "", "system is missing"),
        (Column::ExternalSystem, "two words", "URI or short token"),
        (Column::ExternalSystem, NhsNumber::SYSTEM, "NHS number"),
        (Column::KeyPersonId, "", "id is missing"),
        (Column::NamedHealthVisitorId, "x", ""),
        (Column::Restriction, "yes", "restriction"),
        (Column::GestationWeeks, "12", "gestation"),
        (Column::GestationWeeks, "39+4", "gestation"),
    ];
    for (column, text, expected) in table {
        if column == Column::NamedHealthVisitorId {
            let mut row = good();
            row.set(column, text);
            let problems = check(&row, today()).unwrap_err();
            assert_eq!(problems[0].field.as_deref(), Some("named_health_visitor_system"));
            continue;
        }
        let problem = refusal(column, text);
        assert!(
            problem.what.contains(expected),
            "{column:?} {text:?}: {}",
            problem.what
        );
        assert!(!problem.what_to_do.is_empty());
    }
}

#[test]
fn sexes_and_restrictions_are_read_in_every_spelling() {
    for (text, expected) in [
        ("f", Sex::Female),
        ("1", Sex::Male),
        ("9", Sex::Indeterminate),
        ("Not known", Sex::NotKnown),
    ] {
        assert_eq!(sex(text), Ok(expected));
    }
    for (text, expected) in [
        ("U", Restriction::Unrestricted),
        ("very restricted", Restriction::VeryRestricted),
    ] {
        assert_eq!(restriction(text), Ok(expected));
    }
}

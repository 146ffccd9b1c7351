use chrono::NaiveDate;
use entity::ids::{ChildId, TypedId};
use proptest::prelude::*;
use sea_orm::entity::prelude::Uuid;

use super::*;
use crate::import::columns::Column;
use crate::import::row::RawRow;
use crate::import::rules;

type Person<'a> = (&'a str, &'a str, &'a str, &'a str);

const ANNA: Person<'_> = ("Anna", "Smith-Jones", "2024-03-09", "M1 1AE");

fn row_with(person: Person<'_>, nhs_number: &str, external: &str) -> ImportRow {
    let (given, family, birth, postcode) = person;
    let mut raw = RawRow::new(2);
    for (column, text) in [
        (Column::NhsNumber, nhs_number),
        (Column::GivenName, given),
        (Column::FamilyName, family),
        (Column::BirthDate, birth),
        (Column::Sex, "F"),
        (Column::Postcode, postcode),
    ] {
        raw.set(column, text);
    }
    if let Some((system, value)) = external.split_once(' ') {
        raw.set(Column::ExternalSystem, system);
        raw.set(Column::ExternalId, value);
    }
    rules::check(&raw, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()).unwrap()
}

fn row(person: Person<'_>) -> ImportRow {
    row_with(person, "", "")
}

fn known_with(id: u128, person: Person<'_>, nhs_number: &str, external: &str) -> Candidate {
    let row = row_with(person, nhs_number, external);
    Candidate {
        child: ChildId::from_uuid(Uuid::from_u128(id)),
        given_name: row.given_name,
        family_name: row.family_name,
        birth_date: row.birth_date,
        postcode: row.postcode.map(String::from),
        nhs_number: row.nhs_number.map(String::from),
        external_ids: row
            .external
            .map(|id| (id.system().to_owned(), id.value().to_owned()))
            .into_iter()
            .collect(),
    }
}

fn known(id: u128, person: Person<'_>) -> Candidate {
    known_with(id, person, "", "")
}

#[test]
fn persons_are_compared_by_name_birth_date_and_postcode() {
    use MatchOutcome::{LowConfidenceMatch, Match, NoMatch, PotentialMatch};
    let table: [(Person<'_>, MatchOutcome); 22] = [
        (ANNA, Match),
        (("ANNA", "SMITH JONES", "2024-03-09", "m11ae"), Match),
        (("Anná", "Smith‐Jones", "2024-03-09", "M1 1AE"), Match),
        (("Anna", "Smith", "2024-03-09", "M1 1AE"), Match),
        (("Anna", "Smyth-Jones", "2024-03-09", "M1 1AE"), Match),
        (("Smith-Jones", "Anna", "2024-03-09", "M1 1AE"), Match),
        (("Anna", "Smith-Jones", "2024-03-09", ""), PotentialMatch),
        (("Anna", "Smith-Jones", "2024-03-09", "ZZ99 3VZ"), PotentialMatch),
        (("Anna", "Smith-Jones", "2024-03-09", "M1 2AB"), PotentialMatch),
        (("Anna", "Smith-Jones", "2024-03-09", "LS1 4DY"), PotentialMatch),
        (("Anna", "Smith-Jones", "2024-09-03", "M1 1AE"), PotentialMatch),
        (("Anna", "Smith-Jones", "2024-03-19", "M1 1AE"), PotentialMatch),
        (
            ("Anna Maria", "Smith-Jones", "2024-03-09", "M1 1AE"),
            PotentialMatch,
        ),
        (("A", "Smith-Jones", "2024-03-09", "M1 1AE"), PotentialMatch),
        (("Anne", "Smith-Jones", "2024-03-09", "M1 1AE"), PotentialMatch),
        (("Anna", "Okafor", "2024-03-09", "M1 1AE"), LowConfidenceMatch),
        (
            ("Anna", "Smith-Jones", "2024-09-03", "LS1 4DY"),
            LowConfidenceMatch,
        ),
        (("Anna", "Okafor", "2024-03-09", "LS1 4DY"), NoMatch),
        (("Anna", "Smith-Jones", "2024-03-19", "LS1 4DY"), NoMatch),
        (("Anna", "Smith-Jones", "2023-07-21", "M1 1AE"), NoMatch),
        (("Beatrice", "Smith-Jones", "2024-03-09", "M1 1AE"), NoMatch),
        (("Wei", "Li", "2022-12-01", "M1 1AE"), NoMatch),
    ];
    for (person, expected) in table {
        let matching = decide(&row(person), &[known(1, ANNA)]);
        assert_eq!(matching.outcome, expected, "{person:?} {matching:?}");
        assert_eq!(matching.child.is_some(), expected == Match);
        assert_eq!(matching.candidates.is_empty(), expected == NoMatch, "{person:?}");
    }
}

#[test]
fn a_twin_is_another_child() {
    let twin = ("Amelia", "Berg", "2024-03-09", "M1 1AE");
    for other in ["Bella", "Noor", "Tariq", "Maia"] {
        let matching = decide(&row((other, "Berg", "2024-03-09", "M1 1AE")), &[known(1, twin)]);
        assert_eq!(matching.outcome, MatchOutcome::NoMatch, "{other} {matching:?}");
    }
    for alike in ["Amelie", "Emilia", "Amelia Rose"] {
        let matching = decide(&row((alike, "Berg", "2024-03-09", "M1 1AE")), &[known(1, twin)]);
        assert_ne!(matching.outcome, MatchOutcome::Match, "{alike} {matching:?}");
    }
    let both = [
        known(1, twin),
        known(2, ("Amelie", "Berg", "2024-03-09", "M1 1AE")),
    ];
    let matching = decide(&row(twin), &both);
    assert_eq!(
        (matching.outcome, matching.child),
        (MatchOutcome::Match, Some(both[0].child))
    );
}

#[test]
fn identifiers_come_first_but_must_be_confirmed() {
    use MatchOutcome::{Error, Match, PotentialMatch};
    let table: [(Person<'_>, MatchOutcome); 9] = [
        (ANNA, Match),
        (("Anna", "Okafor", "2024-03-09", "LS1 4DY"), Match),
        (("Anna", "Smith-Jones", "2024-09-03", ""), Match),
        (("Anna", "Smith-Jones", "2024-03-08", ""), Match),
        (
            ("Beatrice", "Smith-Jones", "2024-03-09", "M1 1AE"),
            PotentialMatch,
        ),
        (("Anna", "Smith-Jones", "2023-07-21", "M1 1AE"), PotentialMatch),
        (("Anna", "Okafor", "2024-09-03", ""), PotentialMatch),
        (("Beatrice", "Okafor", "2024-03-09", "M1 1AE"), Error),
        (("Wei", "Li", "2022-12-01", "LS1 4DY"), Error),
    ];
    for (person, expected) in table {
        for (nhs_number, external) in [("9000000009", ""), ("", "mosaic 1"), ("9000000009", "mosaic 1")] {
            let mine = known_with(1, ANNA, "9000000009", "mosaic 1");
            let matching = decide(&row_with(person, nhs_number, external), &[mine]);
            assert_eq!(matching.outcome, expected, "{person:?} {matching:?}");
            assert_eq!(matching.problem.is_some(), expected == Error);
        }
    }
}

#[test]
fn identifiers_of_two_children_are_an_error() {
    let one = known_with(1, ANNA, "9000000009", "");
    let other = known_with(
        2,
        ("Beatrice", "Smith-Jones", "2024-03-09", "M1 1AE"),
        "9000000025",
        "mosaic 2",
    );
    let across = row_with(ANNA, "9000000009", "mosaic 2");
    let matching = decide(&across, &[one, other.clone()]);
    assert_eq!(matching.outcome, MatchOutcome::Error);
    assert!(matching.problem.unwrap().what.contains("different children"));
    let matching = decide(&row_with(ANNA, "9000000009", "mosaic 2"), &[other]);
    assert!(matching.problem.unwrap().what.contains("another NHS number"));
}

#[test]
fn identifiers_that_differ_speak_against_a_match() {
    let mine = known_with(1, ANNA, "9000000009", "mosaic 1");
    let other_number = decide(&row_with(ANNA, "9000000025", ""), std::slice::from_ref(&mine));
    assert_eq!(other_number.outcome, MatchOutcome::LowConfidenceMatch);
    let elsewhere = ("Anna", "Smith-Jones", "2024-03-09", "LS1 4DY");
    for (nhs_number, external) in [("9000000025", ""), ("", "mosaic 2")] {
        let namesake = decide(
            &row_with(elsewhere, nhs_number, external),
            std::slice::from_ref(&mine),
        );
        assert_eq!(namesake.outcome, MatchOutcome::NoMatch);
    }
    let other_id = decide(&row_with(ANNA, "", "mosaic 2"), std::slice::from_ref(&mine));
    assert_eq!(other_id.outcome, MatchOutcome::PotentialMatch);
    let other_system = decide(&row_with(ANNA, "", "rio 2"), &[mine]);
    assert_eq!(other_system.outcome, MatchOutcome::Match);
}

#[test]
fn several_equally_good_candidates_are_for_a_person_to_choose() {
    let matching = decide(&row(ANNA), &[known(1, ANNA), known(2, ANNA), known(1, ANNA)]);
    assert_eq!(
        (matching.outcome, matching.child),
        (MatchOutcome::ManyMatch, None)
    );
    assert_eq!(matching.candidates.len(), 2);
    let elsewhere = ("Anna", "Smith-Jones", "2024-03-09", "LS1 4DY");
    let matching = decide(&row(elsewhere), &[known(1, ANNA), known(2, ANNA)]);
    assert_eq!(matching.outcome, MatchOutcome::ManyMatch);
    let clear = decide(&row(ANNA), &[known(1, ANNA), known(2, elsewhere)]);
    assert_eq!(clear.outcome, MatchOutcome::Match);
    let many: Vec<_> = (0..20).map(|id| known(id, ANNA)).collect();
    assert_eq!(decide(&row(ANNA), &many).candidates.len(), MOST_SHOWN);
}

#[test]
fn the_keys_find_whoever_could_come_near() {
    let keys = block_keys(&row_with(ANNA, "9000000009", "mosaic 1"));
    let days: Vec<String> = keys.birth_dates.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2024-03-09", "2024-09-03"]);
    assert_eq!(keys.postcode.as_deref(), Some("M1 1AE"));
    assert!(keys.nhs_number.is_some() && keys.external.is_some());
    assert_eq!(
        block_keys(&row(("Anna", "Berg", "2024-03-09", "ZZ99 3VZ"))).postcode,
        None
    );
}

fn a_name() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z][a-zà-ý]{1,9}", "[A-Z][a-z]{2,6}[ -][A-Z][a-z]{2,6}"]
}

fn a_person() -> impl Strategy<Value = (String, String, String, String)> {
    let postcode = prop_oneof![Just("M1 1AE"), Just("M1 2AB"), Just("LS1 4DY"), Just("")];
    let birth = (1u32..=28, 1u32..=12, 2023i32..=2025).prop_map(|(d, m, y)| format!("{y}-{m:02}-{d:02}"));
    (a_name(), a_name(), birth, postcode.prop_map(str::to_owned))
}

proptest! {
    #[test]
    fn a_person_matches_itself_and_the_order_of_candidates_does_not_matter(
        person in a_person(), others in proptest::collection::vec(a_person(), 0..6),
    ) {
        fn borrow(p: &(String, String, String, String)) -> Person<'_> {
            (p.0.as_str(), p.1.as_str(), p.2.as_str(), p.3.as_str())
        }
        let row = row(borrow(&person));
        let mut candidates: Vec<Candidate> =
            others.iter().zip(1..).map(|(other, id)| known(id, borrow(other))).collect();
        candidates.push(known(99, borrow(&person)));
        let forwards = decide(&row, &candidates);
        candidates.reverse();
        prop_assert_eq!(&forwards, &decide(&row, &candidates));
        prop_assert!(forwards.candidates.iter().any(|scored| scored.child == candidates[0].child));
        let keys = block_keys(&row);
        for candidate in &candidates {
            let scored = person_score(&row, candidate);
            prop_assert!((0.0..=1.0).contains(&scored.score));
            let found = keys.birth_dates.contains(&candidate.birth_date)
                || (keys.postcode.is_some() && keys.postcode == candidate.postcode);
            prop_assert!(found || scored.score < NEAR, "{:?} {:?}", candidate, scored);
        }
    }

    #[test]
    fn without_an_identifier_only_the_same_given_name_matches(one in a_name(), other in a_name()) {
        let (mine, theirs) = ((one.as_str(), "Berg", "2024-03-09", "M1 1AE"), (other.as_str(), "Berg", "2024-03-09", "M1 1AE"));
        let matching = decide(&row(mine), &[known(1, theirs)]);
        let same = crate::codes::name_key(&one) == crate::codes::name_key(&other);
        prop_assert_eq!(matching.outcome == MatchOutcome::Match, same);
    }
}

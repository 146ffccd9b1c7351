use entity::enums::{
    AssessmentMode, ChildStatus, NationalBand, NhsNumberStatus, Respondent, Restriction, ScoreZone, Sex,
    ValueSet,
};
use entity::ids::{AuthorityId, ChildId};
use sea_orm::prelude::Uuid;

use super::super::input::AreaScoreInput;
use super::*;
use crate::gql::scalars::Date;
use crate::problem::Refusal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn zofia(gestation_weeks: Option<i32>) -> child::Model {
    child::Model {
        id: ChildId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        given_name: "Zofia".to_owned(),
        family_name: "Kowalska".to_owned(),
        family_key: "KOWALSKA".to_owned(),
        birth_date: day("2024-01-02"),
        sex: Sex::Female,
        ethnicity_code: None,
        first_language: None,
        gestation_weeks,
        postcode: None,
        gp_practice_ods: None,
        nhs_number_status: NhsNumberStatus::ALL[0],
        restriction: Restriction::Unrestricted,
        health_team_id: None,
        setting_id: None,
        named_health_visitor_id: None,
        key_person_id: None,
        status: ChildStatus::Active,
        departed_on: None,
        version: 1,
        created_at: "2024-01-03T00:00:00Z".parse().unwrap(),
        updated_at: "2024-01-03T00:00:00Z".parse().unwrap(),
    }
}

fn case(child: &child::Model) -> Case<'_> {
    Case {
        half: HealthReviewId(Uuid::from_u128(3)),
        child,
        author: (PractitionerId(Uuid::from_u128(4)), Role::HealthVisitor),
        known: 0,
        today: day("2026-06-02"),
    }
}

fn score(area: AssessmentArea, score: f64) -> AreaScoreInput {
    AreaScoreInput {
        area,
        score: Some(score),
        missing_items: 0,
        is_adjusted: false,
        zone: None,
    }
}

fn form(
    instrument: Instrument,
    interval: i32,
    on: &str,
    scores: Vec<AreaScoreInput>,
) -> AssessmentRecordInput {
    AssessmentRecordInput {
        instrument,
        instrument_name: None,
        interval_months: Some(interval),
        completed_on: Date(day(on)),
        respondent: Respondent::Parent,
        mode: AssessmentMode::Paper,
        language: None,
        interpreter_used: false,
        scores,
        note: None,
    }
}

fn all(points: f64) -> Vec<AreaScoreInput> {
    asq::AREAS.map(|area| score(area, points)).into()
}

fn kept(row: &assessment::ActiveModel) -> Vec<Kept> {
    let Set(scores) = &row.scores else {
        panic!("scores")
    };
    serde_json::from_value(scores.clone()).unwrap()
}

/// The paths of what is wrong.
fn wrong(outcome: Result<assessment::ActiveModel>) -> Vec<String> {
    let Err(Problem::Refused(refusal)) = outcome else {
        panic!("refused")
    };
    let Refusal::Invalid(problems) = *refusal else {
        panic!("invalid")
    };
    problems.iter().map(|problem| problem.path.join(".")).collect()
}

#[test]
fn scores_are_read_by_the_tables_and_the_version_is_kept() {
    let child = zofia(None);
    let row = record(
        &case(&child),
        &form(Instrument::Asq3, 27, "2026-03-01", all(25.0)),
    )
    .unwrap();
    let bands: Vec<_> = kept(&row).iter().map(|score| score.band).collect();
    let (below, above) = (
        Some(NationalBand::BelowExpected),
        Some(NationalBand::AtOrAboveExpected),
    );
    assert_eq!(bands, [above, below, above, below, below]);
    let zones: Vec<_> = kept(&row).iter().map(|score| score.zone).collect();
    let black = Some(ScoreZone::BelowCutoff);
    assert_eq!(
        zones,
        [None, black, None, black, black],
        "white or grey only the form tells"
    );
    assert_eq!(row.good_level, Set(Some(false)));
    assert_eq!(row.reference, Set(Some(asq::VERSION.to_owned())));
    assert_eq!(
        (row.age_months, row.age_days, row.in_window),
        (Set(25), Set(29), Set(Some(true)))
    );
    let good = record(
        &case(&child),
        &form(Instrument::Asq3, 27, "2026-03-01", all(60.0)),
    )
    .unwrap();
    assert_eq!(good.good_level, Set(Some(true)));
}

#[test]
fn a_form_out_of_its_window_is_taken_and_flagged() {
    let child = zofia(None);
    let flag = |interval, on| {
        record(&case(&child), &form(Instrument::Asq3, interval, on, all(60.0)))
            .unwrap()
            .in_window
    };
    assert_eq!(flag(24, "2026-02-17"), Set(Some(true)), "25 months and 15 days");
    assert_eq!(flag(24, "2026-02-18"), Set(Some(false)));
    assert_eq!(flag(42, "2026-02-18"), Set(None), "no window on record");
    let unbanded = record(
        &case(&child),
        &form(Instrument::Asq3, 33, "2026-03-01", all(60.0)),
    )
    .unwrap();
    assert!(
        kept(&unbanded)
            .iter()
            .all(|score| score.band.is_none() && score.concept.is_none())
    );
    assert_eq!(unbanded.good_level, Set(None));
}

#[test]
fn the_window_is_that_of_the_adjusted_age_before_the_second_birthday() {
    let child = zofia(Some(32));
    let on = |day| record(&case(&child), &form(Instrument::Asq3, 24, day, all(60.0))).unwrap();
    let early = on("2025-12-20");
    assert_eq!(
        (early.age_months, early.adjusted_age_months),
        (Set(23), Set(Some(22)))
    );
    assert_eq!(
        (early.in_window, early.term_weeks),
        (Set(Some(false)), Set(Some(39)))
    );
    let late = on("2026-01-02");
    assert_eq!(
        (late.adjusted_age_months, late.in_window),
        (Set(None), Set(Some(true)))
    );
}

#[test]
fn impossible_scores_are_refused_with_their_paths() {
    let child = zofia(None);
    let first = |given: AreaScoreInput| {
        record(
            &case(&child),
            &form(Instrument::Asq3, 24, "2026-03-01", vec![given]),
        )
    };
    let area = AssessmentArea::FineMotor;
    for points in [60.1, 60.5, -0.1, 65.0, 47.0, 25.17, f64::NAN] {
        assert_eq!(
            wrong(first(score(area, points))),
            ["input.scores.0.score"],
            "{points}"
        );
    }
    let with = |missing_items, points, is_adjusted| AreaScoreInput {
        missing_items,
        is_adjusted,
        ..score(area, points)
    };
    assert_eq!(wrong(first(with(1, 55.0, false))), ["input.scores.0.score"]);
    assert_eq!(wrong(first(with(7, 0.0, false))), ["input.scores.0.missingItems"]);
    assert_eq!(wrong(first(with(3, 40.0, true))), ["input.scores.0.missingItems"]);
    assert_eq!(wrong(first(with(1, 60.1, true))), ["input.scores.0.score"]);
    let without = |missing_items| AreaScoreInput {
        score: None,
        missing_items,
        ..score(area, 0.0)
    };
    assert_eq!(wrong(first(without(2))), ["input.scores.0.score"]);
    let unscorable = first(without(3)).unwrap();
    assert_eq!(kept(&unscorable)[0].zone, Some(ScoreZone::NotScorable));
    assert_eq!(kept(&first(with(2, 35.0, false)).unwrap())[0].score, Some(5250));
    assert_eq!(kept(&first(with(1, 48.0, true)).unwrap())[0].score, Some(4800));
    let zoned = |points, zone| {
        first(AreaScoreInput {
            zone: Some(zone),
            ..score(area, points)
        })
    };
    assert_eq!(wrong(zoned(30.0, ScoreZone::Monitoring)), ["input.scores.0.zone"]);
    assert_eq!(
        wrong(zoned(40.0, ScoreZone::BelowCutoff)),
        ["input.scores.0.zone"]
    );
    assert_eq!(
        kept(&zoned(40.0, ScoreZone::Monitoring).unwrap())[0].zone,
        Some(ScoreZone::Monitoring)
    );
}

#[test]
fn everything_else_that_is_wrong_is_said_at_once() {
    let child = zofia(None);
    let twice = vec![
        score(AssessmentArea::FineMotor, 50.0),
        score(AssessmentArea::FineMotor, 50.0),
    ];
    let mut input = form(Instrument::Asq3, 25, "2026-06-03", twice);
    input.language = Some(" ".to_owned());
    let paths = [
        "input.language",
        "input.intervalMonths",
        "input.scores.1.area",
        "input.completedOn",
    ];
    assert_eq!(wrong(record(&case(&child), &input)), paths);
    let none = form(Instrument::Asq3, 24, "2026-03-01", Vec::new());
    assert_eq!(wrong(record(&case(&child), &none)), ["input.scores"]);
    let other = form(
        Instrument::Other,
        24,
        "2026-03-01",
        vec![score(AssessmentArea::Total, 3.0)],
    );
    assert_eq!(wrong(record(&case(&child), &other)), ["input.instrumentName"]);
    let total = |points| {
        record(
            &case(&child),
            &form(
                Instrument::AsqSe2,
                24,
                "2026-03-01",
                vec![score(AssessmentArea::Total, points)],
            ),
        )
    };
    for points in [465.1, 466.0, 12.5] {
        assert_eq!(wrong(total(points)), ["input.scores.0.score"], "{points}");
    }
    let concept = kept(&total(465.0).unwrap())[0].concept.clone();
    assert_eq!(concept.as_deref(), Some("1054011000000104"));
    let before = form(Instrument::Asq3, 24, "2024-01-01", all(60.0));
    assert_eq!(
        wrong(amend(
            &case(&child),
            AssessmentId(Uuid::nil()),
            ("Miscounted.", &before)
        )),
        ["input.corrected.completedOn"]
    );
    let full = Case {
        known: MOST,
        ..case(&child)
    };
    assert!(record(&full, &form(Instrument::Asq3, 24, "2026-03-01", all(60.0))).is_err());
}

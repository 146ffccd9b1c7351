//! Scores as they are kept with an assessment: what was given, and what the reference tables said. Pure.

use entity::enums::{AssessmentArea, Instrument, NationalBand, ScoreZone};
use serde::{Deserialize, Serialize};

use super::input::AreaScoreInput;
use crate::codes::Inputs;
use crate::codes::asq::{self, Hundredths, NotAScore};

/// The score of one area, kept. Scores are in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The area.
    pub area: AssessmentArea,
    /// What was given.
    pub given: Option<i32>,
    /// How many items were not answered.
    pub missing: i32,
    /// Whether the score makes up for missing items.
    pub adjusted: bool,
    /// The score; none where the area has none.
    pub score: Option<i32>,
    /// The clinical zone, where it is known.
    pub zone: Option<ScoreZone>,
    /// The national band, where the form is banded.
    pub band: Option<NationalBand>,
    /// The SNOMED CT concept of the score.
    pub concept: Option<String>,
}

/// Reads the score of one area; what is impossible is noted under `at`.
pub fn read(
    inputs: &mut Inputs,
    at: &str,
    (instrument, interval): (Instrument, Option<i32>),
    input: &AreaScoreInput,
) -> Option<Kept> {
    let field = format!("{at}.score");
    let given = input.score.map(Hundredths::of);
    if given == Some(None) {
        inputs.wrong(&field, "must be a number with one decimal at most, such as 52.5");
        return None;
    }
    let given = given.flatten();
    let score = match instrument {
        Instrument::Asq3 => of_asq3(inputs, at, given, input).ok()?,
        _ => Some(of_another(inputs, &field, instrument, given)?),
    };
    let form = interval.filter(|_| instrument == Instrument::Asq3);
    let band = form
        .zip(score)
        .and_then(|(form, score)| asq::band(input.area, form, score));
    Some(Kept {
        area: input.area,
        given: given.map(|given| given.0),
        missing: input.missing_items,
        adjusted: input.is_adjusted || (score.is_some() && score != given),
        score: score.map(|score| score.0),
        zone: zone(inputs, at, (input.zone, score), band).ok()?,
        band,
        concept: concept(instrument, interval, input.area).map(str::to_owned),
    })
}

/// It is wrong, and noted among the inputs why.
struct Noted;

/// The score of an ASQ-3 area: none, inside, where too many items are missing.
fn of_asq3(
    inputs: &mut Inputs,
    at: &str,
    given: Option<Hundredths>,
    input: &AreaScoreInput,
) -> Result<Option<Hundredths>, Noted> {
    let field = format!("{at}.score");
    let Some(given) = given else {
        if (3..=6).contains(&input.missing_items) {
            return Ok(None);
        }
        inputs.wrong(
            &field,
            "is required: only an area with three to six missing items has none",
        );
        return Err(Noted);
    };
    if input.is_adjusted {
        if !(0..=2).contains(&input.missing_items) {
            inputs.wrong(
                &format!("{at}.missingItems"),
                "one or two missing items can be made up for; with three or more the area has no score",
            );
            return Err(Noted);
        }
        if given < Hundredths(0) || asq::HIGHEST < given {
            inputs.wrong(&field, "must lie between 0 and 60");
            return Err(Noted);
        }
        return Ok(Some(given));
    }
    match asq::adjusted(given, input.missing_items) {
        Ok(score) => Ok(score),
        Err(NotAScore::Items) => {
            inputs.wrong(
                &format!("{at}.missingItems"),
                "an area has six items: 0 to 6 may be missing",
            );
            Err(Noted)
        }
        Err(NotAScore::Sum { highest }) => {
            inputs.wrong(
                &field,
                format!("must lie between 0 and {highest}: six items of 10, less those missing"),
            );
            Err(Noted)
        }
        Err(NotAScore::Steps) => {
            inputs.wrong(
                &field,
                "must be a multiple of 5, as items count 10, 5 or 0; say isAdjusted where missing items have been made \
                 up for",
            );
            Err(Noted)
        }
    }
}

/// The highest score of an instrument, and whether it has decimals.
const fn range(instrument: Instrument) -> (Hundredths, bool) {
    match instrument {
        Instrument::AsqSe2 => (asq::SE2_TOTAL, false),
        Instrument::Elim => (Hundredths(5000), false),
        _ => (Hundredths(999_900), true),
    }
}

fn of_another(
    inputs: &mut Inputs,
    field: &str,
    instrument: Instrument,
    given: Option<Hundredths>,
) -> Option<Hundredths> {
    let (highest, has_decimals) = range(instrument);
    let possible = |given: &Hundredths| {
        Hundredths(0) <= *given && *given <= highest && (has_decimals || given.0 % 100 == 0)
    };
    let score = given.filter(possible);
    inputs.must(score.is_some(), field, || {
        let whole = if has_decimals { "" } else { " without decimals" };
        format!("is required, and lies between 0 and {}{whole}", highest.number())
    });
    score
}

/// The clinical zone: as it was read from the form where that agrees with the score, else as far as the score tells.
fn zone(
    inputs: &mut Inputs,
    at: &str,
    (given, score): (Option<ScoreZone>, Option<Hundredths>),
    band: Option<NationalBand>,
) -> Result<Option<ScoreZone>, Noted> {
    let found = match (score, band) {
        (None, _) => Some(ScoreZone::NotScorable),
        (Some(_), Some(NationalBand::BelowExpected)) => Some(ScoreZone::BelowCutoff),
        _ => None,
    };
    let agrees = match (given, found, band) {
        (None, ..) => true,
        (Some(given), Some(found), _) => given == found,
        (Some(given), None, Some(_)) => matches!(given, ScoreZone::AboveCutoff | ScoreZone::Monitoring),
        (Some(given), None, None) => given != ScoreZone::NotScorable,
    };
    if agrees {
        return Ok(found.or(given));
    }
    inputs.wrong(
        &format!("{at}.zone"),
        "contradicts the score: below the cut-off is BELOW_CUTOFF, and an area without a score is NOT_SCORABLE",
    );
    Err(Noted)
}

fn concept(instrument: Instrument, interval: Option<i32>, area: AssessmentArea) -> Option<&'static str> {
    match instrument {
        Instrument::Asq3 => asq::concept(area, interval?),
        Instrument::AsqSe2 => asq::se2_concept(interval?),
        _ => None,
    }
}

//! What an assessment came to, as it is given.

use async_graphql::InputObject;
use entity::enums::{AssessmentArea, AssessmentMode, Instrument, Respondent, ScoreZone};

use crate::gql::scalars::Date;

/// An assessment: scores alone, never the wording of a questionnaire.
#[derive(Debug, Clone, InputObject)]
pub struct AssessmentRecordInput {
    /// With what.
    pub instrument: Instrument,
    /// Which other instrument, or which version of it; required of OTHER. At most 100 characters.
    pub instrument_name: Option<String>,
    /// The interval of the form in months. Required of ASQ_3 (2 to 60; 24, 27 and 30 are banded) and ASQ_SE_2.
    pub interval_months: Option<i32>,
    /// When the form was completed, which is not always the day of the contact. Not in the future.
    pub completed_on: Date,
    /// Who answered.
    pub respondent: Respondent,
    /// How.
    pub mode: AssessmentMode,
    /// In which language; null where it was English. At most 60 characters.
    pub language: Option<String>,
    /// Whether an interpreter helped.
    #[graphql(default)]
    pub interpreter_used: bool,
    /// The scores, one an area. Of ASQ_3 the five areas, of ASQ_SE_2 the TOTAL alone.
    pub scores: Vec<AreaScoreInput>,
    /// What else was observed, in your words. At most 4,000 characters.
    pub note: Option<String>,
}

/// The score of one area.
#[derive(Debug, Clone, InputObject)]
pub struct AreaScoreInput {
    /// The area.
    pub area: AssessmentArea,
    /// The sum of the answered items, with one decimal at most; of ASQ_3 0 to 60, of ASQ_SE_2 0 to 465 without decimals.
    /// May be left out where three or more items are missing.
    pub score: Option<f64>,
    /// How many items were not answered, 0 to 6 in an area of ASQ_3. One or two are made up for by the mean of the others;
    /// with three or more the area has no score.
    #[graphql(default)]
    pub missing_items: i32,
    /// Whether the score given already makes up for missing items.
    #[graphql(default)]
    pub is_adjusted: bool,
    /// The clinical zone as it is read from the licensed form. Above the cut-off only the form tells ABOVE_CUTOFF from
    /// MONITORING; BELOW_CUTOFF and NOT_SCORABLE are found without it.
    pub zone: Option<ScoreZone>,
}

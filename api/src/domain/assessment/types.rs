//! The assessment on the wire.

use entity::assessment;
use entity::enums::{
    AssessmentArea, AssessmentMode, AssessmentStatus, Instrument, NationalBand, Respondent, Role, ScoreZone,
};
use entity::ids::AssessmentId;

use super::scores::Kept;
use crate::codes::asq::{self, Hundredths};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::health_review::{HealthReview, loader};
use crate::gql::connection::ready;
use crate::gql::relation;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// An assessment.
#[derive(Debug, Clone)]
pub struct Assessment(pub Visible<assessment::Model>);

wire! {
    /// An assessment of the child's development, whatever the instrument: scores, never the wording of a questionnaire. Read
    /// by whoever reads what the health half says. A correction is an assessment of its own; the one that it corrects is kept
    /// as it was.
    Assessment = "Assessment", node, |assessment, _call| {
        /// The id, for example `assessment_01j…`. Never changes.
        base "id": AssessmentId = assessment.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = assessment.0.base().version;
        /// Whether it is the one that counts.
        base "status": AssessmentStatus = assessment.0.base().status;
        /// With what.
        lens(HealthDevelopment) "instrument": Instrument = |row| Some(row.instrument);
        /// Which other instrument, or which version of it.
        lens(HealthDevelopment) "instrumentName": String = |row| row.instrument_name.clone();
        /// The interval of the form in months.
        lens(HealthDevelopment) "intervalMonths": i32 = |row| row.interval_months;
        /// When the form was completed.
        lens(HealthDevelopment) "completedOn": Date = |row| Some(Date(row.completed_on));
        /// Who answered.
        lens(HealthDevelopment) "respondent": Respondent = |row| Some(row.respondent);
        /// How.
        lens(HealthDevelopment) "mode": AssessmentMode = |row| Some(row.mode);
        /// In which language; null where it was English.
        lens(HealthDevelopment) "language": String = |row| row.language.clone();
        /// Whether an interpreter helped.
        lens(HealthDevelopment) "interpreterUsed": bool = |row| Some(row.interpreter_used);
        /// The scores.
        many(HealthDevelopment) "scores": AreaScore = scores;
        /// The good level of development at two (national indicator): all five areas of ASQ-3 at or above the expected level.
        /// False as soon as one is below; null while it is undetermined, and for other instruments and forms.
        lens(HealthDevelopment) "hasGoodLevelOfDevelopment": bool = |row| row.good_level;
        /// The version of the reference tables that read the scores.
        lens(HealthDevelopment) "referenceVersion": String = |row| row.reference.clone();
        /// The child's age when the form was completed: complete months …
        lens(HealthDevelopment) "ageMonths": i32 = |row| Some(row.age_months);
        /// … and days beyond them.
        lens(HealthDevelopment) "ageDays": i32 = |row| Some(row.age_days);
        /// The age adjusted for prematurity, in complete months; null where it is not adjusted (born less than three weeks
        /// early, or two years old).
        lens(HealthDevelopment) "adjustedAgeMonths": i32 = |row| row.adjusted_age_months;
        /// And days beyond them.
        lens(HealthDevelopment) "adjustedAgeDays": i32 = |row| row.adjusted_age_days;
        /// The weeks of gestation taken as term, where the age is adjusted.
        lens(HealthDevelopment) "termWeeks": i32 = |row| row.term_weeks;
        /// Whether the form was right for the age. False is a flag for whoever reads the data, no refusal: late children get
        /// a later form. Null where the form has no window on record.
        lens(HealthDevelopment) "isInWindow": bool = |row| row.in_window;
        /// What else was observed.
        lens(HealthDevelopment) "note": String = |row| row.note.clone();
        /// Why it corrects another one.
        lens(HealthDevelopment) "amendReason": String = |row| row.amend_reason.clone();
        /// The assessment that it corrects, as it was.
        one(HealthDevelopment) "amends": Assessment = amends;
        /// In which role it was recorded.
        base "recordedByRole": Role = assessment.0.base().recorded_by_role;
        /// Who recorded it.
        one "recordedBy": Practitioner = recorded_by;
        /// When it was recorded.
        base "createdAt": DateTime = DateTime(assessment.0.base().created_at);
        /// When it was recorded, or a correction took its place.
        base "updatedAt": DateTime = DateTime(assessment.0.base().updated_at);
        /// The health half.
        one "healthReview": HealthReview = half;
        /// What you may do with it now.
        must "access": AssessmentAccess = own_access;
    }
}

access! {
    /// What you may do with an assessment now: answered by the same table that allows or refuses the acts.
    AssessmentAccess = "AssessmentAccess" of assessment {
        /// `assessmentAmend`
        "canAmend" = AssessmentAmend;
    }
}

/// The score of one area.
#[derive(Debug, Clone)]
pub struct AreaScore(Kept);

wire! {
    /// The score of one area of an assessment. Clinical zone and national band are two things: the grey monitoring zone of
    /// the form is the expected level for England.
    AreaScore = "AreaScore", value, |score, _call| {
        /// The area.
        base "area": AssessmentArea = score.0.area;
        /// The score, after missing items were made up for; null where too many are missing.
        base "score": Option<f64> = score.0.score.map(|score| Hundredths(score).number());
        /// The sum of the answered items, as it was given.
        base "givenScore": Option<f64> = score.0.given.map(|given| Hundredths(given).number());
        /// How many items were not answered.
        base "missingItems": i32 = score.0.missing;
        /// Whether the score makes up for missing items.
        base "isAdjusted": bool = score.0.adjusted;
        /// The clinical zone; null where the score alone does not tell it and nobody read it from the form.
        base "zone": Option<ScoreZone> = score.0.zone;
        /// The national band; null for forms other than 24, 27 and 30 months of ASQ-3.
        base "nationalBand": Option<NationalBand> = score.0.band;
        /// The national band as the Community Services Data Set writes it, for example `C2`.
        base "nationalBandCode": Option<String> =
            score.0.band.and_then(|band| asq::band_code(score.0.area, band)).map(str::to_owned);
        /// The SNOMED CT concept of the score: of the area and the form.
        base "snomedConcept": Option<String> = score.0.concept.clone();
    }
}

impl AreaScore {
    /// The area.
    pub fn area(&self) -> AssessmentArea {
        self.0.area
    }
}

/// The scores of an assessment.
pub fn kept_scores(row: &assessment::Model) -> Vec<AreaScore> {
    let kept: Vec<Kept> = serde_json::from_value(row.scores.clone()).unwrap_or_default();
    kept.into_iter().map(AreaScore).collect()
}

fn scores<'a>(batch: &'a [Assessment], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Vec<AreaScore>>>>> {
    ready(
        batch
            .iter()
            .map(|assessment| Some(kept_scores(assessment.0.base())))
            .collect(),
    )
}

async fn amends(batch: &[Assessment], call: &Call<'_>) -> Result<Vec<Option<Assessment>>> {
    let ids = batch.iter().map(|assessment| assessment.0.base().amends_id);
    relation::by_id::<assessment::Entity, _>(assessment::Column::Id, ids, call, Assessment).await
}

async fn recorded_by(batch: &[Assessment], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch
        .iter()
        .map(|assessment| Some(assessment.0.base().recorded_by_id));
    directory::practitioners(ids, call).await
}

async fn half(batch: &[Assessment], call: &Call<'_>) -> Result<Vec<Option<HealthReview>>> {
    loader::halves(
        batch
            .iter()
            .map(|assessment| assessment.0.base().health_review_id),
        call,
    )
    .await
}

fn own_access<'a>(batch: &'a [Assessment], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<AssessmentAccess>>>> {
    let access = |assessment: &Assessment| Some(AssessmentAccess(assessment.0.clone()));
    ready(batch.iter().map(access).collect())
}

//! The mutations of the health half.

use chrono::NaiveDate;
use entity::enums::{
    AssessmentArea, AssessmentMode, ContactMedium, FamilyNoteTopic, Instrument, Respondent, ServiceLevel,
    ValueSet, VisitPlace,
};
use serde_json::{Value, json};

use super::case::{Case, Seen, review};
use super::wish::{Wish, append, edit};
use crate::codes::asq;
use crate::demo::halves::Findings;
use crate::demo::stories::Act;
use crate::problem::{Problem, Result};

/// The mutation that an act on the health half is; nothing for other acts.
pub fn wish(case: &Case, act: &Act, today: NaiveDate) -> Result<Option<Wish>> {
    Ok(Some(match act {
        Act::StartHealthReview => Wish {
            mutation: "healthReviewStart",
            object: "healthReview",
            arguments: vec![("review", "ReviewRef!".to_owned(), review(case)?.reference())],
        },
        Act::RecordHealthReview(findings) => edit(
            "healthReviewRecord",
            "healthReview",
            half(case)?,
            Some(contact(findings, today)),
        ),
        Act::RecordAssessment { interval, findings } => Wish {
            object: "assessment",
            ..append(
                "assessmentRecord",
                "healthReview",
                half(case)?,
                form(*interval, findings, today),
            )
        },
        Act::WriteFamilyNote { text } => {
            let input = json!({ "topic": FamilyNoteTopic::ParentalMentalHealth.as_str(), "text": text });
            Wish {
                object: "familyNote",
                ..append("familyNoteRecord", "healthReview", half(case)?, input)
            }
        }
        Act::SubmitHealthReview => {
            let input = json!({ "completedOn": today.to_string() });
            edit("healthReviewSubmit", "healthReview", half(case)?, Some(input))
        }
        _ => return Ok(None),
    }))
}

fn half(case: &Case) -> Result<&Seen> {
    let seen = case.health.as_ref();
    seen.ok_or_else(|| Problem::internal("the health half has not been started yet"))
}

fn contact(findings: &Findings, today: NaiveDate) -> Value {
    json!({
        "medium": ContactMedium::FaceToFace.as_str(),
        "place": VisitPlace::ClinicOneToOne.as_str(),
        "serviceLevel": ServiceLevel::Universal.as_str(),
        "contactOn": today.to_string(),
        "measuredOn": today.to_string(),
        "weightGrams": findings.weight_grams,
        "heightMillimetres": findings.height_millimetres,
        "sleep": findings.sleep,
        "behaviour": findings.behaviour,
        "diet": findings.diet,
        "summary": findings.summary,
    })
}

fn form(interval: i32, findings: &Findings, today: NaiveDate) -> Value {
    let scores = asq::AREAS.iter().zip(findings.scores);
    let score = |(area, score): (&AssessmentArea, i32)| json!({ "area": area.as_str(), "score": score });
    json!({
        "instrument": Instrument::Asq3.as_str(),
        "intervalMonths": interval,
        "completedOn": today.to_string(),
        "respondent": Respondent::Parent.as_str(),
        "mode": AssessmentMode::Paper.as_str(),
        "scores": scores.map(score).collect::<Vec<Value>>(),
    })
}

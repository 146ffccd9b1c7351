//! The health half in the stories: what was found, in the words of this world.

use chrono::NaiveDate;

use super::stories::Act;
use crate::codes::asq;

/// What a health visitor writes after the contact.
#[derive(Debug, PartialEq, Eq)]
pub struct Findings {
    /// Sleep.
    pub sleep: &'static str,
    /// Behaviour.
    pub behaviour: &'static str,
    /// Diet.
    pub diet: &'static str,
    /// What it comes to.
    pub summary: &'static str,
    /// Weight in grams.
    pub weight_grams: i32,
    /// Height in millimetres.
    pub height_millimetres: i32,
    /// The sums of the five areas of ASQ-3.
    pub scores: [i32; 5],
}

static FINDINGS: [Findings; 3] = [
    Findings {
        sleep: "Sleeps through; one nap after lunch.",
        behaviour: "Tantrums when tired, settles with a cuddle.",
        diet: "Eats with the family; takes vitamins.",
        summary: "Developing well. Advised on the dentist and the funded hours.",
        weight_grams: 12_400,
        height_millimetres: 870,
        scores: [50, 55, 45, 50, 45],
    },
    Findings {
        sleep: "Wakes two or three times and comes to the parents' bed.",
        behaviour: "Points and pulls rather than asks; screams when not understood.",
        diet: "Three meals; a beaker of milk at night.",
        summary: "Few words. Talk at meal times shown; hearing to be tested.",
        weight_grams: 11_900,
        height_millimetres: 855,
        scores: [15, 50, 40, 35, 30],
    },
    Findings {
        sleep: "Settles late; screen in the bedroom.",
        behaviour: "Careful with strangers, at ease at home.",
        diet: "Five foods, refuses new ones.",
        summary: "Growth to be measured again in six weeks; diet talked through.",
        weight_grams: 10_600,
        height_millimetres: 840,
        scores: [45, 35, 35, 40, 40],
    },
];

/// What the health team keeps to itself.
const NOTE: &str =
    "The mother has felt low since the birth of the baby and sees her GP; asks that it stays between us.";

/// The acts of one health half; one that is complete is handed in, and of the others every second.
pub(super) fn health(birth: NaiveDate, today: NaiveDate, number: usize, is_complete: bool) -> Vec<Act> {
    let Some(findings) = FINDINGS.get(number % FINDINGS.len()) else {
        return Vec::new();
    };
    let interval = asq::age(birth, today).and_then(asq::form_for).unwrap_or(27);
    let mut acts = vec![
        Act::StartHealthReview,
        Act::RecordHealthReview(findings),
        Act::RecordAssessment { interval, findings },
    ];
    if number.is_multiple_of(3) {
        acts.push(Act::WriteFamilyNote { text: NOTE });
    }
    if is_complete || number.is_multiple_of(2) {
        acts.push(Act::SubmitHealthReview);
    }
    acts
}

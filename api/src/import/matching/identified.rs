//! A row whose identifier is that of a known child: name and birth date must confirm it.

use entity::enums::MatchOutcome;

use super::fit::{BirthFit, Fit, NameFit};
use super::{Candidate, Matching, Scored, other_nhs_number};
use crate::import::row::ImportRow;

/// What an identifier and the person together come to.
pub(super) fn confirm(row: &ImportRow, known: &Candidate) -> Matching {
    let fit = Fit::of(row, known);
    let mut reasons = vec!["same identifier"];
    reasons.extend(fit.reasons());
    let scored = |score| {
        vec![Scored {
            child: known.child,
            score,
            reasons: reasons.clone(),
        }]
    };
    if other_nhs_number(row, known) {
        return Matching::error(
            scored(0.0),
            "the external id belongs to a child with another NHS number",
            "find out which of the two is right and correct the other in the sending system",
        );
    }
    match confirmed(fit) {
        (MatchOutcome::Error, score) => Matching::error(
            scored(score),
            "the identifier belongs to a child with another name or birth date",
            "compare NHS number, name and birth date with the source; with twins they are easily exchanged",
        ),
        (outcome, score) => Matching::of(outcome, scored(score)),
    }
}

/// Family names change and birth dates are mistyped; a different given name is a twin as easily as a correction.
fn confirmed(fit: Fit) -> (MatchOutcome, f64) {
    use MatchOutcome::{Error, Match, PotentialMatch};
    let given = fit.given != NameFit::Other || fit.crossed;
    let family = fit.family != NameFit::Other || fit.crossed;
    let same_given = fit.given == NameFit::Same || fit.crossed;
    match (fit.birth, given, family) {
        (BirthFit::Same, true, true) => (Match, 1.0),
        (BirthFit::Same, true, false) => (Match, 0.98),
        (BirthFit::Swapped | BirthFit::OneDigit, true, true) if same_given => (Match, 0.96),
        (BirthFit::Swapped | BirthFit::OneDigit, true, true) => (PotentialMatch, 0.92),
        (BirthFit::Same, false, true) | (BirthFit::Other, true, true) => (PotentialMatch, 0.9),
        (BirthFit::Swapped | BirthFit::OneDigit, true, false) => (PotentialMatch, 0.88),
        _ => (Error, 0.3),
    }
}

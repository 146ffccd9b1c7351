//! Which child a row is about: identifiers first, then name, birth date and postcode.
//!
//! A wrong match shows one child's record as another's; a missed one is put right by a person in a minute. So only two
//! ways lead to [`MatchOutcome::Match`]: an identifier that name and birth date confirm; or, at the same postcode, the
//! same given name and birth date with the same or nearly the same family name. Everything else that comes near goes to
//! the worklist.

mod fit;
mod identified;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use entity::enums::MatchOutcome;
use entity::ids::ChildId;

use super::birth_date::swapped;
use super::row::ImportRow;
use crate::codes::{CodeProblem, ExternalId, NhsNumber};
use fit::{Fit, PostcodeFit};

/// From here on a candidate is the same child.
pub const MATCH: f64 = 0.95;
/// From here on a candidate is probably the same child.
pub const POTENTIAL: f64 = 0.85;
/// Below this a candidate is another child.
pub const NEAR: f64 = 0.6;
/// Two candidates nearer to each other than this are equally good.
const TIE: f64 = 0.02;
/// What two NHS numbers leave of a score: only who agrees in everything else is worth a look.
const OTHER_PERSON: f64 = 0.63;
/// What two ids in one system leave at one address: a census lists a child once for each of its settings.
const LISTED_TWICE: f64 = 0.93;
/// The most candidates that somebody is asked to choose from.
const MOST_SHOWN: usize = 5;

/// A child that is already recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub child: ChildId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// Postcode in its stored form.
    pub postcode: Option<String>,
    /// The current NHS number.
    pub nhs_number: Option<String>,
    /// The current identifiers of other systems: system and value.
    pub external_ids: Vec<(String, String)>,
}

/// A candidate and how near it comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The child.
    pub child: ChildId,
    /// From 0 to 1.
    pub score: f64,
    /// What speaks for and against it.
    pub reasons: Vec<&'static str>,
}

/// What matching a row came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// The outcome.
    pub outcome: MatchOutcome,
    /// The child, where the outcome is a match.
    pub child: Option<ChildId>,
    /// The candidates that came near, the best first.
    pub candidates: Vec<Scored>,
    /// Why the row cannot be matched, where the outcome is an error.
    pub problem: Option<CodeProblem>,
}

impl Matching {
    fn error(candidates: Vec<Scored>, what: &str, what_to_do: &'static str) -> Self {
        let problem = Some(CodeProblem::new(what, what_to_do));
        Self {
            outcome: MatchOutcome::Error,
            child: None,
            candidates,
            problem,
        }
    }

    fn of(outcome: MatchOutcome, candidates: Vec<Scored>) -> Self {
        let best = candidates.first().map(|best| best.child);
        let child = if outcome == MatchOutcome::Match {
            best
        } else {
            None
        };
        Self {
            outcome,
            child,
            candidates,
            problem: None,
        }
    }
}

/// By what the candidates of a row are found: each is one indexed query within the authority.
///
/// Whoever is in none of them scores below [`NEAR`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockKeys {
    /// Children with this NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// Children with this identifier.
    pub external: Option<ExternalId>,
    /// Children born on one of these days: the day itself, and day and month exchanged.
    pub birth_dates: Vec<NaiveDate>,
    /// Children at this postcode, for birth dates that were mistyped.
    pub postcode: Option<String>,
}

/// By what the candidates of a row are found.
pub fn block_keys(row: &ImportRow) -> BlockKeys {
    let place = row.postcode.as_ref().filter(|postcode| !postcode.is_pseudo());
    BlockKeys {
        nhs_number: row.nhs_number.clone(),
        external: row.external.clone(),
        birth_dates: std::iter::once(row.birth_date)
            .chain(swapped(row.birth_date))
            .collect(),
        postcode: place.map(|postcode| postcode.as_str().to_owned()),
    }
}

/// Whether a child comes near a row by name, birth date and postcode. Identifiers can only speak against it.
pub fn comes_near(row: &ImportRow, known: &Candidate) -> bool {
    Fit::of(row, known).score() >= NEAR
}

/// Matches a row with the candidates that its block keys found.
pub fn decide(row: &ImportRow, candidates: &[Candidate]) -> Matching {
    let mut identified: Vec<&Candidate> = candidates
        .iter()
        .filter(|known| shares_identifier(row, known))
        .collect();
    identified.sort_by_key(|known| known.child);
    identified.dedup_by_key(|known| known.child);
    match identified.as_slice() {
        [] => by_person(row, candidates),
        [known] => identified::confirm(row, known),
        several => Matching::error(
            several
                .iter()
                .map(|known| person_score(row, known))
                .take(MOST_SHOWN)
                .collect(),
            "the identifiers of the row belong to different children",
            "find out which of them is right and correct the other in the sending system",
        ),
    }
}

fn shares_identifier(row: &ImportRow, known: &Candidate) -> bool {
    let number = row.nhs_number.as_ref().map(NhsNumber::as_str);
    let same_number = number.is_some() && known.nhs_number.as_deref() == number;
    let same_external = row.external.as_ref().is_some_and(|id| {
        known
            .external_ids
            .iter()
            .any(|(system, value)| system == id.system() && value == id.value())
    });
    same_number || same_external
}

/// Name, birth date and postcode of the two, and what their identifiers say against it.
fn person_score(row: &ImportRow, known: &Candidate) -> Scored {
    let fit = Fit::of(row, known);
    let mut score = fit.score();
    let mut reasons = fit.reasons();
    if other_nhs_number(row, known) {
        score *= OTHER_PERSON;
        reasons.push("another NHS number");
    } else if other_id_in_the_same_system(row, known) {
        let may_be_listed_twice = matches!(fit.postcode, PostcodeFit::Same | PostcodeFit::Unknown);
        score *= if may_be_listed_twice {
            LISTED_TWICE
        } else {
            OTHER_PERSON
        };
        reasons.push("another id in the same system");
    }
    Scored {
        child: known.child,
        score,
        reasons,
    }
}

fn other_nhs_number(row: &ImportRow, known: &Candidate) -> bool {
    matches!((&row.nhs_number, &known.nhs_number), (Some(one), Some(other)) if one.as_str() != other)
}

fn other_id_in_the_same_system(row: &ImportRow, known: &Candidate) -> bool {
    row.external.as_ref().is_some_and(|id| {
        known
            .external_ids
            .iter()
            .any(|(system, value)| system == id.system() && value != id.value())
    })
}

fn by_person(row: &ImportRow, candidates: &[Candidate]) -> Matching {
    let mut near: Vec<Scored> = candidates
        .iter()
        .map(|known| person_score(row, known))
        .filter(|scored| scored.score >= NEAR)
        .collect();
    near.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(one.child.cmp(&other.child))
    });
    near.dedup_by_key(|scored| scored.child);
    near.truncate(MOST_SHOWN);
    let tied = match near.as_slice() {
        [best, second, ..] => second.score >= MATCH || best.score - second.score < TIE,
        _ => false,
    };
    let outcome = match near.first().map(|best| best.score) {
        None => MatchOutcome::NoMatch,
        Some(score) if score >= POTENTIAL && tied => MatchOutcome::ManyMatch,
        Some(score) if score >= MATCH => MatchOutcome::Match,
        Some(score) if score >= POTENTIAL => MatchOutcome::PotentialMatch,
        Some(_) => MatchOutcome::LowConfidenceMatch,
    };
    Matching::of(outcome, near)
}

//! What belongs to open questions of identity, in one statement for any number of them.

use entity::child_match;
use entity::enums::{Lens, Restriction, ValueSet, WithheldReason};
use entity::ids::{ChildId, TypedId};

use super::types::{ChildMatch, ChildMatchCandidate, ChildMatchRow, ChildMatchWhereabouts, cell};
use crate::domain::child::Child;
use crate::domain::child::loader::by_ids;
use crate::gql::wire::Call;
use crate::problem::Result;

/// A candidate as the import wrote it down.
struct Noted {
    child: ChildId,
    score: f64,
    reasons: Vec<String>,
}

fn noted(row: &child_match::Model) -> Vec<Noted> {
    let candidates = row.candidates.as_array().map(Vec::as_slice).unwrap_or_default();
    let reasons = |candidate: &serde_json::Value| {
        let reasons = candidate.get("reasons")?.as_array()?.iter();
        Some(
            reasons
                .filter_map(|reason| reason.as_str().map(str::to_owned))
                .collect(),
        )
    };
    let read = |candidate: &serde_json::Value| {
        Some(Noted {
            child: ChildId::parse(candidate.get("child")?.as_str()?).ok()?,
            score: candidate.get("score")?.as_f64()?,
            reasons: reasons(candidate).unwrap_or_default(),
        })
    };
    candidates.iter().filter_map(read).collect()
}

/// The candidates of each question.
pub async fn candidates(
    questions: &[ChildMatch],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ChildMatchCandidate>>>> {
    let noted: Vec<Vec<Noted>> = questions
        .iter()
        .map(|question| noted(question.0.base()))
        .collect();
    let children = by_ids(noted.iter().flatten().map(|one| one.child), call).await?;
    let candidate = |one: Noted| ChildMatchCandidate {
        child: children.get(&one.child).cloned(),
        score: one.score,
        reasons: one.reasons,
    };
    Ok(noted
        .into_iter()
        .map(|of_question| Some(of_question.into_iter().map(candidate).collect()))
        .collect())
}

/// The child that each question was settled on.
pub async fn children(questions: &[ChildMatch], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let settled = |question: &ChildMatch| question.0.base().child_id;
    let children = by_ids(questions.iter().filter_map(settled), call).await?;
    Ok(questions
        .iter()
        .map(|question| children.get(&settled(question)?).cloned())
        .collect())
}

/// What each row says of where the child is; nothing where the row, or a child that it may be about, is protected now.
pub async fn whereabouts(
    rows: &[ChildMatchRow],
    call: &Call<'_>,
) -> Result<Vec<Option<ChildMatchWhereabouts>>> {
    let noted: Vec<Vec<Noted>> = rows.iter().map(|row| noted(row.0.base())).collect();
    let children = by_ids(noted.iter().flatten().map(|one| one.child), call).await?;
    let is_protected = |restriction: Restriction| restriction != Restriction::Unrestricted;
    let child_is_protected = |one: &Noted| {
        children
            .get(&one.child)
            .is_none_or(|child| is_protected(child.0.base().restriction))
    };
    let of_row = |(row, noted): (&ChildMatchRow, &Vec<Noted>)| {
        let said = cell(row.0.base(), "restriction").and_then(Restriction::from_text);
        if said.is_some_and(is_protected) || noted.iter().any(child_is_protected) {
            call.withhold(&row.0, Lens::Location, WithheldReason::RestrictedChild);
            return None;
        }
        Some(ChildMatchWhereabouts(row.0.clone()))
    };
    Ok(rows.iter().zip(&noted).map(of_row).collect())
}

//! A row that is not clearly one child: an administrator decides.

use entity::child_match;
use entity::enums::ChildMatchStatus;
use entity::ids::ChildMatchId;
use sea_orm::ActiveValue::Set;

use super::{Chunk, Entry};
use crate::import::matching::Matching;
use crate::import::problem::RowProblem;
use crate::import::report::{RowOutcome, RowReport};

impl Chunk<'_> {
    /// A row with the same content that an administrator has not answered yet, or has set aside.
    pub(super) fn asked_before(&self, entry: &Entry) -> Option<RowReport> {
        let questions = self.known.questions.get(&entry.key)?;
        let same = questions
            .iter()
            .find(|question| question.digest == entry.digest)?;
        let taken = |outcome| {
            RowReport::taken(entry.row.line, outcome, None, Some(same.outcome)).asking(same.id.to_string())
        };
        match same.status {
            ChildMatchStatus::Open => Some(taken(RowOutcome::ForDecision)),
            ChildMatchStatus::Dismissed => {
                let what = "an administrator has set this row aside";
                let problem = RowProblem::row(
                    entry.row.line,
                    what,
                    "correct it in the sending system, or remove it",
                );
                let mut report = taken(RowOutcome::Unchanged);
                report.warnings.push(problem);
                Some(report)
            }
            ChildMatchStatus::Linked | ChildMatchStatus::Created => None,
        }
    }

    /// Puts the row on the worklist.
    pub(super) fn ask(&mut self, entry: &Entry, matching: Matching) -> RowReport {
        let cells = entry.row.cells();
        let cells = cells
            .into_iter()
            .map(|(column, text)| (column.name().to_owned(), text.into()));
        let why = matching.problem.as_ref().map(|problem| problem.what.as_str());
        let candidates: Vec<serde_json::Value> = matching
            .candidates
            .iter()
            .map(|scored| {
                let reasons: Vec<&str> = scored.reasons.iter().copied().chain(why).collect();
                serde_json::json!({ "child": scored.child.to_string(), "score": scored.score, "reasons": reasons })
            })
            .collect();
        let id: ChildMatchId = self.context.clock.new_id();
        let question = child_match::ActiveModel {
            id: Set(id),
            outcome: Set(matching.outcome),
            row_key: Set(entry.key.clone()),
            digest: Set(entry.digest.clone()),
            row: Set(serde_json::Value::Object(cells.collect())),
            candidates: Set(candidates.into()),
            plan_review: Set(self.context.plan_reviews),
            status: Set(ChildMatchStatus::Open),
            ..Default::default()
        };
        // The same row again in this chunk asks nothing new.
        let asked =
            |one: &child_match::ActiveModel| one.row_key == question.row_key && one.digest == question.digest;
        let is_new = !self.questions.iter().any(asked);
        if is_new {
            self.questions.push(question);
        }
        let line = entry.row.line;
        let mut report = RowReport::taken(line, RowOutcome::ForDecision, None, Some(matching.outcome));
        if is_new && !self.context.dry_run {
            report = report.asking(id.to_string());
        }
        if let Some(problem) = matching.problem {
            report
                .warnings
                .push(RowProblem::row(line, problem.what, problem.what_to_do));
        }
        report
    }
}

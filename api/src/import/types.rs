//! What came of an import, on the wire.

use std::collections::HashMap;
use std::future::{Ready, ready};

use async_graphql::Enum;
use entity::child_match;
use entity::enums::{Lens, MatchOutcome};
use entity::ids::{ChildId, ChildMatchId, TypedId};

use super::columns::Column;
use super::input::field_of;
use super::problem::RowProblem;
use super::report::{Report, RowOutcome, RowReport};
use crate::domain::child::Child;
use crate::domain::child::loader::by_ids;
use crate::domain::child_match::ChildMatch;
use crate::gql::wire::Call;
use crate::policy::{Lenses, Relations, Shown};
use crate::problem::Result;
use crate::wire;

/// What became of an imported row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, serde::Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(remote = "RowOutcome")]
pub enum ChildrenImportOutcome {
    /// A child that was not known was recorded.
    Created,
    /// A known child was brought up to date.
    Updated,
    /// The row says what is already recorded.
    Unchanged,
    /// Whether the child is known is for an administrator to decide: the row waits in `childMatches`, and nothing of it
    /// was recorded.
    ForDecision,
    /// The row has problems; nothing of it was recorded.
    Rejected,
}

/// The report on an import.
#[derive(Debug, Clone)]
pub struct ChildrenImportReport {
    report: Report,
    written: bool,
}

impl ChildrenImportReport {
    /// The report; `written` says whether what it reports has been done.
    pub fn new(report: Report, written: bool) -> Self {
        Self { report, written }
    }
}

wire! {
    /// What came of an import, row by row and in all.
    ChildrenImportReport = "ChildrenImportReport", value, |it, _call| {
        /// Whether what the report says has been done. False for `validateOnly`, and where REJECT_ALL met a row with
        /// problems: then it says what would be done.
        base "written": bool = it.written;
        /// Children recorded.
        base "created": i32 = count(it.report.summary.created);
        /// Children brought up to date.
        base "updated": i32 = count(it.report.summary.updated);
        /// Rows that changed nothing.
        base "unchanged": i32 = count(it.report.summary.unchanged);
        /// Rows that wait for a decision in `childMatches`.
        base "forDecision": i32 = count(it.report.summary.for_decision);
        /// Rows with problems.
        base "rejected": i32 = count(it.report.summary.rejected);
        /// Reviews planned.
        base "reviewsPlanned": i32 = count(it.report.summary.reviews_planned);
        /// The rows, in their order.
        many "rows": ChildrenImportRow = rows;
    }
}

/// The report on one row.
#[derive(Debug, Clone)]
pub struct ChildrenImportRow(RowReport);

wire! {
    /// What became of one row of an import.
    ChildrenImportRow = "ChildrenImportRow", own, |row, _call| {
        /// The row's place in `rows`, counted from 1; messages that speak of a line mean it.
        base "row": i32 = count(row.0.line);
        /// What became of it.
        base "outcome": ChildrenImportOutcome = row.0.outcome.into();
        /// How it was matched with the children on record.
        base "matched": Option<MatchOutcome> = row.0.matched;
        /// Whether a review was planned.
        base "reviewPlanned": bool = row.0.review_planned;
        /// The child it was taken for; null in a mere validation where the child is not on record.
        one "child": Child = children;
        /// The open question, where the row waits for a decision.
        one "childMatch": ChildMatch = questions;
        /// Why it was rejected: every problem of the row at once.
        many "problems": ChildrenImportProblem = problems;
        /// What the sender should know although the row was taken.
        many "warnings": ChildrenImportProblem = warnings;
    }
}

impl ChildrenImportRow {
    /// That the child is on record.
    fn shows(&self) -> impl Iterator<Item = Shown> {
        let child = self.0.child.as_deref().and_then(|id| ChildId::parse(id).ok());
        child.into_iter().map(|child| Shown {
            child,
            lenses: Lenses::of(&[Lens::Existence]),
            relations: Relations::NONE,
            crossed: None,
        })
    }
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone)]
pub struct ChildrenImportProblem(RowProblem);

wire! {
    /// One thing that is wrong with a row. It never repeats the value.
    ChildrenImportProblem = "ChildrenImportProblem", value, |problem, _call| {
        /// The field of the row, from the outside inwards; empty where the row as a whole is meant.
        base "path": Vec<String> = field_path(&problem.0);
        /// What is wrong.
        base "message": String = problem.0.what.clone();
        /// What to do.
        base "whatToDo": String = problem.0.what_to_do.clone();
    }
}

/// The field of a row input that a problem is about.
pub fn field_path(problem: &RowProblem) -> Vec<String> {
    let column = problem.field.as_deref().and_then(Column::from_header);
    let path = column.map(field_of).unwrap_or_default();
    path.iter().map(|name| (*name).to_owned()).collect()
}

fn count(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn rows(
    reports: &[ChildrenImportReport],
    _: &Call<'_>,
) -> Ready<Result<Vec<Option<Vec<ChildrenImportRow>>>>> {
    let rows = |it: &ChildrenImportReport| it.report.rows.iter().cloned().map(ChildrenImportRow).collect();
    ready(Ok(reports.iter().map(|it| Some(rows(it))).collect()))
}

async fn children(rows: &[ChildrenImportRow], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let id = |row: &ChildrenImportRow| ChildId::parse(row.0.child.as_deref()?).ok();
    let children = by_ids(rows.iter().filter_map(id), call).await?;
    Ok(rows.iter().map(|row| children.get(&id(row)?).cloned()).collect())
}

async fn questions(rows: &[ChildrenImportRow], call: &Call<'_>) -> Result<Vec<Option<ChildMatch>>> {
    let id = |row: &ChildrenImportRow| ChildMatchId::parse(row.0.question.as_deref()?).ok();
    let ids = rows.iter().filter_map(id).collect();
    let reader = &call.walk.request.reader;
    let found = reader
        .among::<child_match::Entity>(child_match::Column::Id, ids)
        .await?;
    let found: HashMap<ChildMatchId, ChildMatch> = found
        .into_iter()
        .map(|row| (row.base().id, ChildMatch(row)))
        .collect();
    Ok(rows.iter().map(|row| found.get(&id(row)?).cloned()).collect())
}

fn told(problems: &[RowProblem]) -> Vec<ChildrenImportProblem> {
    problems.iter().cloned().map(ChildrenImportProblem).collect()
}

fn problems(
    rows: &[ChildrenImportRow],
    _: &Call<'_>,
) -> Ready<Result<Vec<Option<Vec<ChildrenImportProblem>>>>> {
    ready(Ok(rows.iter().map(|row| Some(told(&row.0.problems))).collect()))
}

fn warnings(
    rows: &[ChildrenImportRow],
    _: &Call<'_>,
) -> Ready<Result<Vec<Option<Vec<ChildrenImportProblem>>>>> {
    ready(Ok(rows.iter().map(|row| Some(told(&row.0.warnings))).collect()))
}

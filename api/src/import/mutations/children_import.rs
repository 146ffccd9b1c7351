//! Taking in a list of children by the API: all of it in one transaction.

use async_graphql::{Context, Object, SimpleObject};
use entity::authority;
use entity::ids::AuthorityId;

use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::user_error::UserError;
use crate::import::file::{again, begin};
use crate::import::input::{ChildrenImportInput, ImportErrorPolicy};
use crate::import::report::{Report, RowOutcome};
use crate::import::run::{Options, Run};
use crate::import::types::{ChildrenImportReport, field_path};
use crate::policy::act;
use crate::problem::{InputProblem, Problem, Refusal, Result};
use crate::store::{Attempt, Settled};

/// Rows in one call at most.
const MOST_ROWS: usize = 1_000;

/// What came of `childrenImport`.
#[derive(Debug, SimpleObject)]
pub struct ChildrenImportPayload {
    /// The report; null where the act was refused before any row was looked at.
    pub report: Option<ChildrenImportReport>,
    /// Why the act was refused; with REJECT_ALL, every problem of every row.
    pub user_errors: Vec<UserError>,
    /// Whether an earlier attempt with the same idempotency key had already done it; then the report is that attempt's.
    pub replayed: bool,
}

/// Taking in a list of children.
#[derive(Default)]
pub struct ChildrenImportMutation;

#[Object]
impl ChildrenImportMutation {
    /// Take in a list of children: what a child health information service or a nursery census gives an authority, up to
    /// 1,000 rows. Rows are matched by identifiers first, then by name, birth date and postcode; what is not clearly one
    /// child waits in `childMatches`. A second call with the same rows changes nothing. All of a call is one transaction.
    async fn children_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The list, and how it is to be taken.")] input: ChildrenImportInput,
    ) -> Result<ChildrenImportPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildrenImport>(idempotency_key.as_deref(), &arguments)?;
        let mut tries = 0;
        let outcome = loop {
            tries += 1;
            match import(&attempt, &input).await {
                Err(problem) if again(tries, &problem) => {}
                outcome => break outcome,
            }
        };
        let (outcome, done) = match outcome {
            Ok(Done {
                authority,
                report,
                written,
            }) => (Ok(authority), Some((report, written))),
            Err(problem) => (Err(problem), None),
        };
        let settled = attempt.settle::<authority::Entity>(ctx.reader(), outcome).await?;
        payload(settled, done, input.error_policy)
    }
}

/// An import that came to its end.
struct Done {
    authority: AuthorityId,
    report: Report,
    written: bool,
}

async fn import(attempt: &Attempt<act::ChildrenImport>, input: &ChildrenImportInput) -> Result<Done> {
    let (mut tx, permit) = begin(attempt).await?;
    if input.rows.is_empty() || MOST_ROWS < input.rows.len() {
        let what = format!("takes 1 to {MOST_ROWS} rows: send longer lists in several calls");
        return Err(Problem::invalid(["input", "rows"], what));
    }
    let options = Options {
        plan_reviews: input.plan_reviews,
        dry_run: input.validate_only,
    };
    let mut run = Run::start(&tx, permit.row().clone(), options).await?;
    let (mut entries, mut reports) = (Vec::new(), Vec::new());
    for (row, line) in input.rows.iter().zip(1..) {
        match run
            .check(row.line(line))
            .map_err(|problem| Problem::internal(problem.message()))?
        {
            Ok(entry) => entries.push(entry),
            Err(report) => reports.push(report),
        }
    }
    let taken = run.take(&mut tx, &permit, &entries).await?;
    reports.extend(taken.reports);
    reports.sort_by_key(|report| report.line);
    let mut report = Report::default();
    for row in reports {
        report.add(row);
    }
    let authority = permit.row().id;
    let refused = input.error_policy == ImportErrorPolicy::RejectAll && 0 < report.summary.rejected;
    let written = !(input.validate_only || refused);
    if written && taken.wrote {
        let kept = serde_json::to_value(&report).map_err(Problem::internal)?;
        attempt.commit_with(tx, authority, Some(kept)).await?;
    }
    Ok(Done {
        authority,
        report,
        written,
    })
}

fn payload(
    settled: Settled<authority::Model>,
    done: Option<(Report, bool)>,
    policy: ImportErrorPolicy,
) -> Result<ChildrenImportPayload> {
    let replay = settled.outcome.map(serde_json::from_value::<Report>).transpose();
    let replay = replay.map_err(Problem::internal)?.map(|report| (report, true));
    let done = done.or(replay);
    let rejected = done.as_ref().filter(|_| policy == ImportErrorPolicy::RejectAll);
    let mut user_errors = settled.refusal.map(UserError::of).unwrap_or_default();
    user_errors.extend(rejected.map(|(report, _)| problems(report)).unwrap_or_default());
    Ok(ChildrenImportPayload {
        report: done.map(|(report, written)| ChildrenImportReport::new(report, written)),
        user_errors,
        replayed: settled.replayed,
    })
}

/// The problems of all rejected rows as user errors.
fn problems(report: &Report) -> Vec<UserError> {
    let rejected = report
        .rows
        .iter()
        .filter(|row| row.outcome == RowOutcome::Rejected);
    let problem = |problem: &crate::import::problem::RowProblem| InputProblem {
        path: [
            "input".to_owned(),
            "rows".to_owned(),
            (problem.line.saturating_sub(1)).to_string(),
        ]
        .into_iter()
        .chain(field_path(problem))
        .collect(),
        message: format!("{}; {}", problem.what, problem.what_to_do),
    };
    let problems: Vec<InputProblem> = rejected.flat_map(|row| &row.problems).map(problem).collect();
    UserError::of(Refusal::Invalid(problems))
}

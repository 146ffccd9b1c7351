//! Settling an open question of identity.

use async_graphql::{Context, Object};
use entity::enums::{ChildMatchStatus, RuleCode, ValueSet};
use entity::ids::{ChildId, ChildMatchId, TypedId};
use entity::{authority, child, child_match};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::domain::child_match::ChildMatch;
use crate::domain::child_match::types::ChildMatchDecision;
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildMatchRef;
use crate::import::chunk::{Entry, Verdict};
use crate::import::columns::Column;
use crate::import::input::ChildMatchResolveInput;
use crate::import::problem::RowProblem;
use crate::import::read::{Line, row_from_cells};
use crate::import::report::RowOutcome;
use crate::import::rules;
use crate::import::run::{Options, Run};
use crate::payload;
use crate::policy::act;
use crate::problem::{Problem, Refusal, Result};
use crate::store::{Attempt, Fact, Permit, Reference, Tx};

payload! {
    /// What came of `childMatchResolve`.
    ChildMatchResolvePayload {
        /// The question with its answer, and the child it was settled on.
        child_match: ChildMatch over child_match
    }
}

/// Settling an open question of identity.
#[derive(Default)]
pub struct ChildMatchResolveMutation;

#[Object]
impl ChildMatchResolveMutation {
    /// Settle an open question of identity: link the row with a child, enter it as a new one, or set it aside. What is
    /// decided is done at once, as the import would have done it.
    async fn child_match_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] child_match: ChildMatchRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The decision.")] input: ChildMatchResolveInput,
    ) -> Result<ChildMatchResolvePayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildMatchResolve>(idempotency_key.as_deref(), &arguments)?;
        let outcome = resolve(&attempt, &child_match.into(), expected_version, input).await;
        Ok(attempt
            .settle::<child_match::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn resolve(
    attempt: &Attempt<act::ChildMatchResolve>,
    question: &Reference<ChildMatchId>,
    expected: i32,
    input: ChildMatchResolveInput,
) -> Result<ChildMatchId> {
    let mut tx = attempt.begin().await?;
    let question = tx.lock::<child_match::Entity>(question, &["childMatch"]).await?;
    let permit = attempt.permit(&mut tx, question).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let verdict = verdict(&tx, input).await?;
    let child = match verdict {
        Some(verdict) => Some(take(&mut tx, &permit, verdict).await?),
        None => None,
    };
    let status = match verdict {
        Some(Verdict::Link(_)) => ChildMatchStatus::Linked,
        Some(Verdict::Create) => ChildMatchStatus::Created,
        None => ChildMatchStatus::Dismissed,
    };
    let change = child_match::ActiveModel {
        status: Set(status),
        child_id: Set(child),
        ..Default::default()
    };
    let fact = Fact::new(
        "childMatch.resolved",
        json!({ "from": permit.row().status.as_str(), "status": status.as_str() }),
    );
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}

/// What is to be done with the row; `None` sets it aside.
async fn verdict(tx: &Tx, input: ChildMatchResolveInput) -> Result<Option<Verdict>> {
    let path = ["input", "child"];
    match (input.decision, input.child) {
        (ChildMatchDecision::Link, Some(child)) => {
            let child = tx.get::<child::Entity>(&child.into(), &path).await?;
            Ok(Some(Verdict::Link(child.id)))
        }
        (ChildMatchDecision::Link, None) => Err(Problem::invalid(
            path,
            "is missing: name the child that the row is about",
        )),
        (_, Some(_)) => Err(Problem::invalid(path, "goes with LINK only: leave it out")),
        (ChildMatchDecision::Create, None) => Ok(Some(Verdict::Create)),
        (ChildMatchDecision::Dismiss, None) => Ok(None),
    }
}

/// Takes the row as the import would have, had it been clear.
async fn take(tx: &mut Tx, permit: &Permit<act::ChildMatchResolve>, verdict: Verdict) -> Result<ChildId> {
    let question = permit.row();
    let options = Options {
        plan_reviews: question.plan_review,
        dry_run: false,
    };
    let authority = tx.one(tx.see::<authority::Entity>()).await?;
    let authority = authority.ok_or_else(|| Problem::not_found(["authority"]))?;
    let mut run = Run::start(tx, authority, options).await?;
    let row = rules::check(&cells(question)?, run.today()).map_err(|problems| not_taken(&problems))?;
    let entry = run.ready(row).map_err(|problems| not_taken(&problems))?;
    let entry = Entry {
        key: question.row_key.clone(),
        digest: question.digest.clone(),
        verdict: Some(verdict),
        ..entry
    };
    let taken = run.take(tx, permit, std::slice::from_ref(&entry)).await?;
    let report = taken
        .reports
        .first()
        .filter(|report| report.outcome != RowOutcome::Rejected);
    let child = report.and_then(|report| ChildId::parse(report.child.as_deref()?).ok());
    child.ok_or_else(|| {
        let problems = taken.reports.iter().flat_map(|report| report.problems.clone());
        not_taken(&problems.collect::<Vec<_>>())
    })
}

/// The row as it was kept.
fn cells(question: &child_match::Model) -> Result<crate::import::row::RawRow> {
    let kept = question.row.as_object();
    let cells = kept.into_iter().flatten().filter_map(|(name, text)| {
        let column = Column::from_header(name)?;
        Some((column, text.as_str()?))
    });
    match row_from_cells(1, cells) {
        Line::Row(row) => Ok(row),
        Line::Unreadable { problems, .. } => Err(not_taken(&problems)),
    }
}

fn not_taken(problems: &[RowProblem]) -> Problem {
    let missing = problems.iter().map(|problem| {
        let field = problem
            .field
            .as_deref()
            .map(|field| format!("{field}: "))
            .unwrap_or_default();
        format!("{field}{}; {}", problem.what, problem.what_to_do)
    });
    Refusal::Rule {
        code: RuleCode::RowNotTaken,
        message: "the row cannot be taken as it stands".to_owned(),
        missing: missing.collect(),
    }
    .into()
}

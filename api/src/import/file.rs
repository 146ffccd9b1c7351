//! The import of a whole file by an operator of the machine: chunk by chunk, each a transaction of its own, so that a run
//! that was killed goes on where it stopped.

use std::io::Read;

use entity::authority;
use entity::enums::RuleCode;

use super::chunk::Entry;
use super::problem::FileProblem;
use super::read::RowReader;
use super::report::{RowReport, Summary};
use super::run::{Options, Run, Taken};
use crate::auth::viewer::Caller;
use crate::policy::act;
use crate::problem::{Code, Problem, Refusal, Result};
use crate::store::{Attempt, Permit, Reference, Store, Tx};

/// Rows in one transaction.
const CHUNK: usize = 1_000;
/// How often a chunk is tried again after somebody else was faster.
const TRIES: u32 = 3;

/// How an import ended.
#[derive(Debug, Default)]
pub struct Finished {
    /// The counts.
    pub summary: Summary,
    /// What the sender should know about the file as a whole.
    pub warnings: Vec<String>,
    /// Why the file could not be read to its end; the rows before that stand.
    pub stopped: Option<FileProblem>,
}

/// Imports a file; `told` learns what became of each row, in the order of the file, as soon as it is certain.
pub async fn children<R: Read>(
    store: &Store,
    caller: &Caller,
    source: R,
    options: Options,
    mut told: impl FnMut(&RowReport) -> Result<()>,
) -> Result<Finished> {
    let mut finished = Finished::default();
    let mut reader = match RowReader::open(source) {
        Ok(reader) => reader,
        Err(problem) => {
            finished.stopped = Some(problem);
            return Ok(finished);
        }
    };
    finished.warnings = reader.warnings().to_vec();
    let mut import = Import::start(store, caller, options).await?;
    while finished.stopped.is_none() {
        let (mut entries, mut reports) = (Vec::new(), Vec::new());
        finished.stopped = import.fill(&mut reader, &mut entries, &mut reports);
        if entries.is_empty() && reports.is_empty() {
            break;
        }
        reports.extend(import.take(&entries).await?);
        reports.sort_by_key(|report| report.line);
        for report in &reports {
            finished.summary.count(report);
            told(report)?;
        }
    }
    Ok(finished)
}

struct Import<'a> {
    store: &'a Store,
    caller: &'a Caller,
    run: Run,
    chunk: u32,
}

impl<'a> Import<'a> {
    async fn start(store: &'a Store, caller: &'a Caller, options: Options) -> Result<Self> {
        let attempt = Self::attempt(store, caller, 0)?;
        let outcome = begin(&attempt).await;
        let (tx, permit) = settled(&attempt, store, caller, outcome).await?;
        let run = Run::start(&tx, permit.row().clone(), options).await?;
        Ok(Self {
            store,
            caller,
            run,
            chunk: 0,
        })
    }

    /// An attempt at one chunk. Its key is of this run alone: what makes a second run harmless is the record of each row.
    fn attempt(store: &Store, caller: &Caller, chunk: u32) -> Result<Attempt<act::ChildrenImport>> {
        let key = format!("{}/{chunk}", caller.request_id);
        Attempt::new(store, caller, Some(&key), &async_graphql::Value::Null)
    }

    /// Reads and checks up to a chunk of rows.
    fn fill<R: Read>(
        &mut self,
        reader: &mut RowReader<R>,
        entries: &mut Vec<Entry>,
        reports: &mut Vec<RowReport>,
    ) -> Option<FileProblem> {
        for line in reader.by_ref() {
            match line.and_then(|line| self.run.check(line)) {
                Ok(Ok(entry)) => entries.push(entry),
                Ok(Err(report)) => reports.push(report),
                Err(problem) => return Some(problem),
            }
            if entries.len() + reports.len() >= CHUNK {
                break;
            }
        }
        None
    }

    /// Takes a chunk; tries again where another writer was faster.
    async fn take(&mut self, entries: &[Entry]) -> Result<Vec<RowReport>> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        self.chunk += 1;
        let mut tries = 0;
        loop {
            tries += 1;
            let attempt = Self::attempt(self.store, self.caller, self.chunk)?;
            let outcome = self.try_once(&attempt, entries).await;
            match outcome {
                Err(problem) if again(tries, &problem) => self.run.forget(),
                outcome => return settled(&attempt, self.store, self.caller, outcome).await,
            }
        }
    }

    async fn try_once(
        &mut self,
        attempt: &Attempt<act::ChildrenImport>,
        entries: &[Entry],
    ) -> Result<Vec<RowReport>> {
        let (mut tx, permit) = begin(attempt).await?;
        let Taken { reports, wrote } = self.run.take(&mut tx, &permit, entries).await?;
        if wrote {
            attempt.commit(tx, permit.row().id).await?;
        }
        Ok(reports)
    }
}

/// Begins a transaction with the authority locked: imports of one authority go one after the other.
pub async fn begin(attempt: &Attempt<act::ChildrenImport>) -> Result<(Tx, Permit<act::ChildrenImport>)> {
    let mut tx = attempt.begin().await?;
    let own = Reference::Id(tx.caller().viewer.authority());
    let authority = tx.lock::<authority::Entity>(&own, &["authority"]).await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    Ok((tx, permit))
}

/// What was refused is audited; then it ends the import.
async fn settled<T>(
    attempt: &Attempt<act::ChildrenImport>,
    store: &Store,
    caller: &Caller,
    outcome: Result<T>,
) -> Result<T> {
    let problem = match outcome {
        Ok(value) => return Ok(value),
        Err(problem) => problem,
    };
    let reader = store.reader(std::sync::Arc::clone(&caller.viewer));
    attempt
        .settle::<authority::Entity>(&reader, Err(problem.clone()))
        .await?;
    Err(problem)
}

/// Whether another try is worth it after so many: somebody else gave the same identifier, planned the same review, or
/// changed the same child.
pub fn again(tries: u32, problem: &Problem) -> bool {
    let was_race = match problem {
        Problem::Refused(refusal) => matches!(
            refusal.as_ref(),
            Refusal::VersionConflict { .. }
                | Refusal::Rule {
                    code: RuleCode::IdentifierTaken | RuleCode::ReviewExists,
                    ..
                }
        ),
        Problem::Failed(failure) => failure.code == Code::Unavailable,
    };
    was_race && tries < TRIES
}

//! An import at work: checks rows as they come, and takes them in chunks, each within a transaction of its caller.

use chrono::NaiveDate;
use entity::authority;

use super::chunk::{Chunk, Context, Entry};
use super::digest;
use super::duplicates::Duplicates;
use super::people::People;
use super::problem::FileProblem;
use super::read::Line;
use super::report::RowReport;
use super::row::ImportRow;
use super::{fetch, rules, write};
use crate::codes::{NhsNumber, name_key};
use crate::domain::protocol::loader as protocols;
use crate::problem::Result;
use crate::store::{Bulk, Horizon, Permit, Tx};

/// How an import is to be done.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Plan a review for every child in or before the window who has none.
    pub plan_reviews: bool,
    /// Report what would be done, and write nothing.
    pub dry_run: bool,
}

/// An import at work.
pub struct Run {
    context: Context,
    people: People,
    seen: Duplicates,
    horizon: Option<Horizon>,
}

/// What became of a chunk.
#[derive(Debug)]
pub struct Taken {
    /// Row by row.
    pub reports: Vec<RowReport>,
    /// Whether anything was written, and is to be committed.
    pub wrote: bool,
}

impl Run {
    /// Reads what holds for the whole import: the authority's directory.
    pub async fn start(tx: &Tx, authority: authority::Model, options: Options) -> Result<Self> {
        let directory = fetch::directory(tx).await?;
        let protocols = if options.plan_reviews {
            protocols::in_force(tx).await?
        } else {
            Vec::new()
        };
        let context = Context {
            authority,
            directory,
            protocols,
            plan_reviews: options.plan_reviews,
            dry_run: options.dry_run,
            now: tx.now(),
            today: tx.today(),
            clock: tx.clock().clone(),
        };
        Ok(Self {
            context,
            people: People::default(),
            seen: Duplicates::new(),
            horizon: None,
        })
    }

    /// The day by which birth dates are judged.
    pub fn today(&self) -> NaiveDate {
        self.context.today
    }

    /// Checks a row: by itself, against the rows before it, and against the directory.
    pub fn check(&mut self, line: Line) -> Result<Result<Entry, RowReport>, FileProblem> {
        let raw = match line {
            Line::Row(raw) => raw,
            Line::Unreadable { line, problems } => return Ok(Err(RowReport::rejected(line, problems))),
        };
        let row = match rules::check(&raw, self.context.today) {
            Ok(row) => row,
            Err(problems) => return Ok(Err(RowReport::rejected(raw.line(), problems))),
        };
        let twice = self.seen.admit(&row)?;
        if !twice.is_empty() {
            return Ok(Err(RowReport::rejected(row.line, twice)));
        }
        Ok(self
            .ready(row)
            .map_err(|problems| RowReport::rejected(raw.line(), problems)))
    }

    /// Makes a row that passed the rules ready to be taken.
    pub fn ready(&self, row: ImportRow) -> Result<Entry, Vec<super::problem::RowProblem>> {
        let placed = self.context.directory.place(&row)?;
        Ok(Entry {
            placed,
            key: key(&row),
            digest: digest::of_row(&row),
            verdict: None,
            row,
        })
    }

    /// Takes a chunk of rows. After a failure nothing of what was remembered counts any more: see [`Run::forget`].
    pub async fn take<A: Bulk>(
        &mut self,
        tx: &mut Tx,
        permit: &Permit<A>,
        entries: &[Entry],
    ) -> Result<Taken> {
        if let Some(horizon) = self.horizon
            && tx.children_changed(horizon).await?
        {
            self.people.forget();
        }
        self.horizon = Some(tx.horizon().await?);
        self.people.stay_small();
        let plan = self.context.plan_reviews;
        let known = fetch::known(tx, &mut self.people, entries, plan).await?;
        let mut chunk = Chunk::decide(&self.context, known, entries);
        let reports = std::mem::take(&mut chunk.reports);
        let fresh = std::mem::take(&mut chunk.fresh);
        let wrote = chunk.changes_anything() && !self.context.dry_run;
        if wrote {
            write::chunk(tx, permit, chunk).await?;
        }
        for person in fresh {
            let person = if wrote { person.recorded() } else { person };
            self.people.add(person);
        }
        Ok(Taken { reports, wrote })
    }

    /// Forgets what was remembered of the database, after a transaction that did not come to its end.
    pub fn forget(&mut self) {
        self.people.forget();
        self.horizon = None;
    }
}

/// What tells a row from other rows of its source: the sender's own id, else the NHS number, else the person.
fn key(row: &ImportRow) -> String {
    match (&row.external, &row.nhs_number) {
        (Some(id), _) => format!("id:{}|{}", id.system(), id.value()),
        (None, Some(number)) => format!("nhs:{}", NhsNumber::as_str(number)),
        (None, None) => {
            let born = row.birth_date.to_string();
            let postcode = row.postcode.as_ref().map_or("", crate::codes::Postcode::as_str);
            let names = [name_key(&row.given_name), name_key(&row.family_name)];
            let [given, family] = &names;
            format!(
                "person:{:032x}",
                digest::of_texts([given, family, &born, postcode])
            )
        }
    }
}

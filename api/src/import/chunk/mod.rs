//! What becomes of the rows of a chunk: decided here, in the order of the file, without a database.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ChildStatus, MatchOutcome};
use entity::ids::{ChildId, ReviewId};
use entity::{authority, child_match, protocol, responsibility, review};
use sea_orm::ActiveValue::Set;

pub use self::working::Working;
use super::directory::{Directory, Placed};
use super::matching::{Candidate, decide};
use super::merge;
use super::people::{Near, Person, near};
use super::report::{RowOutcome, RowReport};
use super::row::ImportRow;
use crate::clock::Clock;
use crate::domain::protocol::steps;
use crate::domain::review::rules::{self, Wish};

mod question;
mod taken;
mod working;

/// A row that is ready to be taken.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The row.
    pub row: ImportRow,
    /// Where it places its child.
    pub placed: Placed,
    /// What tells it from other rows of its source.
    pub key: String,
    /// Its content.
    pub digest: String,
    /// What an administrator has decided about it.
    pub verdict: Option<Verdict>,
}

/// What an administrator has decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is this child.
    Link(ChildId),
    /// It is a child that was not known.
    Create,
}

/// What holds for every row of an import.
pub struct Context {
    /// The authority.
    pub authority: authority::Model,
    /// Its directory.
    pub directory: Directory,
    /// Its protocols that are in force.
    pub protocols: Vec<protocol::Model>,
    /// Whether reviews are to be planned.
    pub plan_reviews: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// When.
    pub now: DateTime<Utc>,
    /// On which day, in England.
    pub today: NaiveDate,
    /// Where ids come from.
    pub clock: Clock,
}

/// What is recorded about the rows of a chunk.
#[derive(Debug, Default)]
pub struct Known {
    /// What was taken in before: digest and child by row key.
    pub records: HashMap<String, (String, ChildId)>,
    /// Questions by row key.
    pub questions: HashMap<String, Vec<child_match::Model>>,
    /// Children by system and value.
    pub by_identifier: HashMap<(String, String), ChildId>,
    /// The children that a row could be about.
    pub children: HashMap<ChildId, Working>,
    /// The children who have a review in this cycle.
    pub reviewed: HashSet<ChildId>,
    /// Who comes near each row.
    pub near: Vec<Vec<Near>>,
}

/// A chunk while it is decided.
pub struct Chunk<'a> {
    context: &'a Context,
    /// What is recorded, and what is to be.
    pub known: Known,
    /// Rows that were taken in: digest and child by row key.
    pub records: HashMap<String, (String, ChildId)>,
    /// Questions for an administrator.
    pub questions: Vec<child_match::ActiveModel>,
    /// Earlier questions about rows that are clear by now: as they were, as they are to be.
    pub answered: Vec<(child_match::Model, child_match::Model)>,
    /// New reviews.
    pub reviews: Vec<review::ActiveModel>,
    /// Their responsibilities.
    pub responsibilities: Vec<responsibility::ActiveModel>,
    /// Children who were not known.
    pub fresh: Vec<Person>,
    /// What became of each row.
    pub reports: Vec<RowReport>,
}

impl<'a> Chunk<'a> {
    /// Decides about every row.
    pub fn decide(context: &'a Context, known: Known, entries: &[Entry]) -> Self {
        let mut chunk = Self {
            context,
            known,
            records: HashMap::new(),
            questions: Vec::new(),
            answered: Vec::new(),
            reviews: Vec::new(),
            responsibilities: Vec::new(),
            fresh: Vec::new(),
            reports: Vec::with_capacity(entries.len()),
        };
        let mut taken = Vec::with_capacity(entries.len());
        let mut all_near = std::mem::take(&mut chunk.known.near).into_iter();
        for entry in entries {
            let near = all_near.next().unwrap_or_default();
            let (report, child) = chunk.take(entry, near);
            chunk.reports.push(report);
            taken.push(child);
        }
        if context.plan_reviews {
            for (place, child) in taken.into_iter().enumerate() {
                let planned = child.is_some_and(|child| chunk.plan(child));
                if let Some(report) = chunk.reports.get_mut(place) {
                    report.review_planned = planned;
                }
            }
        }
        chunk
    }

    /// Whether there is anything to write.
    pub fn changes_anything(&self) -> bool {
        !(self.records.is_empty() && self.questions.is_empty() && self.reviews.is_empty())
    }

    fn take(&mut self, entry: &Entry, near: Vec<Near>) -> (RowReport, Option<ChildId>) {
        let line = entry.row.line;
        match entry.verdict {
            Some(Verdict::Link(child)) => return self.update(entry, child, None),
            Some(Verdict::Create) => return self.create(entry),
            None => {}
        }
        if let Some((digest, child)) = self
            .records
            .get(&entry.key)
            .or(self.known.records.get(&entry.key))
            && *digest == entry.digest
        {
            let report = RowReport::taken(line, RowOutcome::Unchanged, Some(child.to_string()), None);
            return (report, Some(*child));
        }
        if let Some(report) = self.asked_before(entry) {
            return (report, None);
        }
        let candidates = self.candidates(&entry.row, near);
        let matching = decide(&entry.row, &candidates);
        match (matching.outcome, matching.child) {
            (MatchOutcome::Match, Some(child)) => self.update(entry, child, Some(MatchOutcome::Match)),
            (MatchOutcome::NoMatch, _) => self.create(entry),
            _ => (self.ask(entry, matching), None),
        }
    }

    fn candidates(&self, row: &ImportRow, near_before: Vec<Near>) -> Vec<Candidate> {
        let by_identifier = |id: &(String, String)| self.known.by_identifier.get(id).copied();
        let identified = merge::identifiers(row)
            .into_iter()
            .filter_map(|id| by_identifier(&id));
        let identified = identified.map(|child| Near {
            child,
            imagined: None,
        });
        let near_now = near(row, self.fresh.iter());
        let mut seen = HashSet::new();
        identified
            .chain(near_before)
            .chain(near_now)
            .filter(|near| seen.insert(near.child))
            .filter_map(|near| {
                let recorded = self.known.children.get(&near.child).map(Working::candidate);
                recorded.or(near.imagined)
            })
            .collect()
    }

    /// Plans the child's review, if it is in or before the window and has none.
    fn plan(&mut self, id: ChildId) -> bool {
        let Some(child) = self.known.children.get(&id).map(|working| &working.now) else {
            return false;
        };
        if child.status != ChildStatus::Active || !self.known.reviewed.insert(id) {
            return false;
        }
        let setting = child
            .setting_id
            .and_then(|id| self.context.directory.organisation(id));
        let planned = rules::model(None, &self.context.authority, setting).and_then(|model| {
            let wish = Wish {
                model: Some(model),
                due_on: None,
            };
            let followed = steps::followed(&self.context.protocols, model, self.context.today)?;
            let review = rules::plan(child, (model, &followed), wish, self.context.today)?;
            let parts = steps::of_review(child, &review, &followed, self.context.today);
            Ok((review, parts))
        });
        let Ok((mut review, parts)) = planned else {
            return false;
        };
        let new: ReviewId = self.context.clock.new_id();
        review.id = Set(new);
        review.child_id = Set(id);
        self.reviews.push(review);
        self.responsibilities
            .extend(parts.into_iter().map(|part| responsibility::ActiveModel {
                id: Set(self.context.clock.new_id()),
                review_id: Set(new),
                ..part
            }));
        true
    }
}

//! What becomes of the rows of a chunk: decided here, in the order of the file, without a database.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ChildMatchStatus, ChildStatus, MatchOutcome, ValueSet};
use entity::ids::{ChildId, ChildMatchId};
use entity::{authority, child, child_match, review};
use sea_orm::ActiveValue::Set;

use super::directory::{Directory, Placed};
use super::matching::{Candidate, Matching, decide};
use super::merge;
use super::people::{Near, Person, near};
use super::problem::RowProblem;
use super::report::{RowOutcome, RowReport};
use super::row::ImportRow;
use crate::clock::Clock;
use crate::codes::NhsNumber;
use crate::domain::review::rules::{self, Wish};

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

/// A child while rows are taken.
#[derive(Debug)]
pub struct Working {
    /// As it was; `None` for a child that was not known.
    pub before: Option<child::Model>,
    /// As it is to be.
    pub now: child::Model,
    /// Its identifiers: system and value.
    pub identifiers: Vec<(String, String)>,
    /// How many of them were known before.
    pub known_identifiers: usize,
}

impl Working {
    /// A child that is recorded.
    pub fn recorded(child: child::Model) -> Self {
        Self {
            before: Some(child.clone()),
            now: child,
            identifiers: Vec::new(),
            known_identifiers: 0,
        }
    }

    /// Adds an identifier that was known before.
    pub fn identify(&mut self, system: String, value: String) {
        self.identifiers.push((system, value));
        self.known_identifiers = self.identifiers.len();
    }

    /// The identifiers that are new.
    pub fn added(&self) -> &[(String, String)] {
        self.identifiers.get(self.known_identifiers..).unwrap_or_default()
    }

    /// Whether anything is new.
    pub fn has_changed(&self) -> bool {
        self.before.as_ref() != Some(&self.now) || !self.added().is_empty()
    }

    fn candidate(&self) -> Candidate {
        let (nhs, external): (Vec<_>, Vec<_>) = self
            .identifiers
            .iter()
            .cloned()
            .partition(|(system, _)| system == NhsNumber::SYSTEM);
        Candidate {
            child: self.now.id,
            given_name: self.now.given_name.clone(),
            family_name: self.now.family_name.clone(),
            birth_date: self.now.birth_date,
            postcode: self.now.postcode.clone(),
            nhs_number: nhs.into_iter().next().map(|(_, value)| value),
            external_ids: external,
        }
    }
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

    /// A row with the same content that an administrator has not answered yet, or has set aside.
    fn asked_before(&self, entry: &Entry) -> Option<RowReport> {
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

    fn create(&mut self, entry: &Entry) -> (RowReport, Option<ChildId>) {
        let (row, context) = (&entry.row, self.context);
        let id: ChildId = context.clock.new_id();
        let child = merge::new_child(id, context.authority.id, context.now, row, entry.placed);
        let mut identifiers = merge::identifiers(row);
        identifiers.retain(|identifier| !self.known.by_identifier.contains_key(identifier));
        let working = Working {
            before: None,
            now: child,
            identifiers,
            known_identifiers: 0,
        };
        for identifier in &working.identifiers {
            self.known.by_identifier.insert(identifier.clone(), id);
        }
        self.fresh.push(Person::imagined(working.candidate()));
        self.known.children.insert(id, working);
        self.took(entry, id);
        let shown = (!context.dry_run).then(|| id.to_string());
        let report = RowReport::taken(row.line, RowOutcome::Created, shown, Some(MatchOutcome::NoMatch));
        (report, Some(id))
    }

    fn update(
        &mut self,
        entry: &Entry,
        id: ChildId,
        matched: Option<MatchOutcome>,
    ) -> (RowReport, Option<ChildId>) {
        let (line, row) = (entry.row.line, &entry.row);
        let Some(working) = self.known.children.get_mut(&id) else {
            // An earlier chunk of this dry run would have recorded the child.
            return (RowReport::taken(line, RowOutcome::Updated, None, matched), None);
        };
        if working.now.status != ChildStatus::Active {
            let what = format!("the child is recorded as {}", working.now.status.as_str());
            let problem = RowProblem::row(
                line,
                what,
                "ask the authority's administrator; nothing of this row was taken",
            );
            return (RowReport::rejected(line, vec![problem]), None);
        }
        let before = (working.now.clone(), working.identifiers.len());
        merge::bring_up_to_date(&mut working.now, row, entry.placed);
        for identifier in merge::identifiers(row) {
            let is_number = identifier.0 == NhsNumber::SYSTEM;
            let has_number = working.identifiers.iter().any(|(of, _)| of == NhsNumber::SYSTEM);
            // What is taken is this child's, in use or superseded, or another's, as an administrator knows who linked it.
            let is_taken = self.known.by_identifier.contains_key(&identifier);
            if !(is_taken || is_number && has_number) {
                self.known.by_identifier.insert(identifier.clone(), id);
                working.identifiers.push(identifier);
            }
        }
        let changed = before != (working.now.clone(), working.identifiers.len());
        if changed {
            self.fresh.push(Person::imagined(working.candidate()));
        }
        let outcome = if changed {
            RowOutcome::Updated
        } else {
            RowOutcome::Unchanged
        };
        let is_recorded = working.before.is_some() || !self.context.dry_run;
        self.took(entry, id);
        let shown = is_recorded.then(|| id.to_string());
        (RowReport::taken(line, outcome, shown, matched), Some(id))
    }

    /// Remembers the row, and that earlier questions about it are answered.
    fn took(&mut self, entry: &Entry, child: ChildId) {
        self.records
            .insert(entry.key.clone(), (entry.digest.clone(), child));
        let questions = self.known.questions.remove(&entry.key).unwrap_or_default();
        for question in questions {
            let being_answered = entry.verdict.is_some() && question.digest == entry.digest;
            if question.status == ChildMatchStatus::Open && !being_answered {
                let mut answered = question.clone();
                answered.status = ChildMatchStatus::Linked;
                answered.child_id = Some(child);
                self.answered.push((question, answered));
            }
        }
    }

    /// Puts the row on the worklist.
    fn ask(&mut self, entry: &Entry, matching: Matching) -> RowReport {
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
            rules::plan(child, model, wish, self.context.today)
        });
        let Ok(mut review) = planned else { return false };
        review.id = Set(self.context.clock.new_id());
        review.child_id = Set(id);
        self.reviews.push(review);
        true
    }
}

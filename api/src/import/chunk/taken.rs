//! A row that is taken: a child who was not known, or what is new about one who was.

use entity::enums::{ChildMatchStatus, ChildStatus, MatchOutcome, ValueSet};
use entity::ids::ChildId;

use super::{Chunk, Entry, Working};
use crate::codes::NhsNumber;
use crate::import::merge;
use crate::import::people::Person;
use crate::import::problem::RowProblem;
use crate::import::report::{RowOutcome, RowReport};

impl Chunk<'_> {
    pub(super) fn create(&mut self, entry: &Entry) -> (RowReport, Option<ChildId>) {
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

    pub(super) fn update(
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
}

//! What an answer shows and what it withholds: marked where objects become values, and nowhere else.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use async_graphql::{Name, Value, indexmap::IndexMap};
use entity::enums::{Lens, ValueSet, WithheldReason};

use crate::policy::{Crossed, Lenses, Relations, Shown};
use entity::ids::ChildId;

/// Subjects named in one entry of what was withheld.
const SUBJECTS: usize = 20;

/// What an answer showed and what it withheld.
#[derive(Debug, Default)]
pub struct Report {
    shown: Mutex<HashMap<ChildId, (Lenses, Relations)>>,
    crossed: Mutex<HashSet<(ChildId, Crossed)>>,
    withheld: Mutex<BTreeMap<Vec<String>, Withheld>>,
}

#[derive(Debug)]
struct Withheld {
    lens: Lens,
    reason: WithheldReason,
    subjects: Vec<String>,
    count: usize,
}

impl Report {
    /// Marks what is shown of children's records.
    pub fn show(&self, shown: impl IntoIterator<Item = Shown>) {
        let mut all = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let mut crossed = self.crossed.lock().unwrap_or_else(PoisonError::into_inner);
        for one in shown {
            crossed.extend(one.crossed.map(|crossed| (one.child, crossed)));
            let (lenses, relations) = all.entry(one.child).or_default();
            *lenses = lenses.union(one.lenses);
            *relations = relations.union(one.relations);
        }
    }

    /// What was shown, a child each.
    pub fn shown(&self) -> Vec<Shown> {
        let all = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let one = |(child, (lenses, relations)): (&ChildId, &(Lenses, Relations))| Shown {
            child: *child,
            lenses: *lenses,
            relations: *relations,
            crossed: None,
        };
        all.iter().map(one).collect()
    }

    /// What was shown across the professions, by an agreement or an override alone.
    pub fn crossed(&self) -> Vec<(ChildId, Crossed)> {
        let all = self.crossed.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().copied().collect()
    }

    /// Marks a field as withheld. `path` holds response keys without list indexes; `subject` is the record's id.
    pub fn withhold(&self, path: &[&str], lens: Lens, reason: WithheldReason, subject: String) {
        let mut withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        let entry = withheld.entry(path).or_insert(Withheld {
            lens,
            reason,
            subjects: Vec::new(),
            count: 0,
        });
        entry.count += 1;
        // A topic of an agenda may be of the same record as the one before.
        if entry.subjects.len() < SUBJECTS && !entry.subjects.contains(&subject) {
            entry.subjects.push(subject);
        }
    }

    /// `extensions.withheld`, or nothing where nothing was withheld.
    pub fn extension(&self) -> Option<Value> {
        let withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        let entries: Vec<Value> = withheld
            .iter()
            .map(|(path, entry)| {
                Value::Object(IndexMap::from([
                    (
                        Name::new("path"),
                        Value::List(path.iter().map(|key| Value::String(key.clone())).collect()),
                    ),
                    (Name::new("lens"), Value::String(entry.lens.as_str().to_owned())),
                    (
                        Name::new("reason"),
                        Value::String(entry.reason.as_str().to_owned()),
                    ),
                    (Name::new("count"), Value::Number(entry.count.into())),
                    (
                        Name::new("subjects"),
                        Value::List(entry.subjects.iter().cloned().map(Value::String).collect()),
                    ),
                ]))
            })
            .collect();
        (!entries.is_empty()).then_some(Value::List(entries))
    }
}

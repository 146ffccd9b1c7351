//! The end of the journal, read once for all who follow it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};

use entity::journal;
use tokio::sync::watch;

use super::{Topic, rings};
use crate::store::journal::Position;

/// Facts that are kept at hand; whoever is further behind reads them from the database.
const KEPT: usize = 8_192;

/// Wakes those who follow the same.
#[derive(Debug)]
pub struct Bell(watch::Sender<u64>);

impl Default for Bell {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Bell {
    /// Wakes.
    pub fn ring(&self) {
        self.0.send_modify(|rung| *rung = rung.wrapping_add(1));
    }

    /// To be woken.
    pub fn hear(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

#[derive(Default)]
struct Ring {
    rows: VecDeque<Arc<journal::Model>>,
    /// All that came after this place is at hand; unknown until the journal was read once.
    begins: Option<Position>,
    head: Position,
}

/// The end of the journal.
#[derive(Default)]
pub struct Tail {
    ring: RwLock<Ring>,
    bells: Mutex<HashMap<Topic, Vec<Weak<Bell>>>>,
}

impl Tail {
    /// Begins at a place.
    pub(super) fn begin(&self, head: Position) {
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        ring.begins = Some(head);
        ring.head = head;
    }

    /// Where it stands; unknown until the journal was read once.
    pub fn head(&self) -> Option<Position> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.begins.map(|_| ring.head)
    }

    /// Takes in what came after its place, and rings for it.
    pub(super) fn take(&self, rows: Vec<journal::Model>) {
        let topics: HashSet<Topic> = rows.iter().flat_map(rings).collect();
        {
            let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
            for row in rows {
                ring.head = Position::of(&row);
                ring.rows.push_back(Arc::new(row));
            }
            while KEPT < ring.rows.len() {
                ring.begins = ring.rows.pop_front().map(|row| Position::of(&row));
            }
        }
        self.ring_for(&topics);
    }

    /// What came after a place, as far as `wanted` says, and how far was looked; nothing where that is no longer at hand.
    pub fn after(
        &self,
        place: Position,
        most: usize,
        wanted: impl Fn(&journal::Model) -> bool,
    ) -> Option<(Vec<Arc<journal::Model>>, Position)> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.begins.filter(|begins| *begins <= place)?;
        let from = ring.rows.partition_point(|row| Position::of(row) <= place);
        let mut found = Vec::new();
        for row in ring.rows.range(from..) {
            if found.len() == most {
                let last = found
                    .last()
                    .map_or(place, |row: &Arc<journal::Model>| Position::of(row));
                return Some((found, last));
            }
            if wanted(row) {
                found.push(Arc::clone(row));
            }
        }
        Some((found, ring.head.max(place)))
    }

    fn bells(&self) -> MutexGuard<'_, HashMap<Topic, Vec<Weak<Bell>>>> {
        self.bells.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has a bell rung for these, as long as somebody holds it.
    pub fn hang(&self, bell: &Arc<Bell>, topics: &[Topic]) {
        let mut bells = self.bells();
        for topic in topics {
            let hung = bells.entry(*topic).or_default();
            hung.retain(|bell| bell.strong_count() > 0);
            hung.push(Arc::downgrade(bell));
        }
    }

    /// Forgets bells that nobody holds any more.
    pub(super) fn tidy(&self) {
        self.bells().retain(|_, hung| {
            hung.retain(|bell| bell.strong_count() > 0);
            !hung.is_empty()
        });
    }

    fn ring_for(&self, topics: &HashSet<Topic>) {
        let bells = self.bells();
        for bell in topics.iter().filter_map(|topic| bells.get(topic)).flatten() {
            if let Some(bell) = bell.upgrade() {
                bell.ring();
            }
        }
    }
}

#[cfg(test)]
mod tests;

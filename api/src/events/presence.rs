//! Who has a pre-meeting open now. In memory, never in the journal: somebody is gone when their stream ends, and what another
//! gateway has said of itself is forgotten soon after it has fallen silent.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::enums::Role;
use entity::ids::{PractitionerId, ReviewId};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::tail::Bell;
use crate::clock::Clock;

/// How often a gateway says who is with it, and how long it is believed.
pub const SAID_EVERY: Duration = Duration::from_secs(2);
const BELIEVED: Duration = Duration::from_secs(7);

/// Somebody who is present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub practitioner: PractitionerId,
    /// In which role.
    pub role: Role,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What one gateway says of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    gateway: Uuid,
    review: ReviewId,
    people: Vec<Person>,
}

#[derive(Default)]
struct Room {
    here: HashMap<u64, Person>,
    elsewhere: HashMap<Uuid, (Instant, Vec<Person>)>,
    bells: Vec<Weak<Bell>>,
}

impl Room {
    /// Each once, however many windows they have open: since the first.
    fn people(&self) -> Vec<Person> {
        let mut all: Vec<&Person> = self.here.values().collect();
        all.extend(self.elsewhere.values().flat_map(|(_, people)| people));
        all.sort_by_key(|person| (person.since, person.practitioner));
        let mut people: Vec<Person> = Vec::new();
        for person in all {
            if !people
                .iter()
                .any(|known| known.practitioner == person.practitioner)
            {
                people.push(person.clone());
            }
        }
        people
    }

    fn ring(&mut self) {
        self.bells.retain(|bell| bell.strong_count() > 0);
        for bell in self.bells.iter().filter_map(Weak::upgrade) {
            bell.ring();
        }
    }

    fn is_empty(&self) -> bool {
        self.here.is_empty() && self.elsewhere.is_empty()
    }
}

/// Who is present, room by room.
pub struct Presence {
    gateway: Uuid,
    clock: Clock,
    rooms: Mutex<HashMap<ReviewId, Room>>,
    next: AtomicU64,
    /// Something is to be said to the other gateways.
    pub(super) news: Notify,
    untold: Mutex<Vec<ReviewId>>,
}

impl Presence {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            gateway: Uuid::new_v4(),
            clock,
            rooms: Mutex::default(),
            next: AtomicU64::new(0),
            news: Notify::new(),
            untold: Mutex::default(),
        }
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<ReviewId, Room>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes in; leaves when what is given is dropped.
    pub fn enter(self: &Arc<Self>, review: ReviewId, practitioner: PractitionerId, role: Role) -> Here {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let person = Person {
            practitioner,
            role,
            since: self.clock.now(),
        };
        let mut rooms = self.rooms();
        let room = rooms.entry(review).or_default();
        room.here.insert(number, person);
        room.ring();
        drop(rooms);
        self.tell(review);
        Here {
            presence: Arc::clone(self),
            review,
            number,
        }
    }

    /// Has a bell rung when somebody comes or goes.
    pub fn hang(&self, bell: &Arc<Bell>, review: ReviewId) {
        self.rooms()
            .entry(review)
            .or_default()
            .bells
            .push(Arc::downgrade(bell));
    }

    /// Who is in a room.
    pub fn people(&self, review: ReviewId) -> Vec<Person> {
        self.rooms().get(&review).map(Room::people).unwrap_or_default()
    }

    fn leave(&self, review: ReviewId, number: u64) {
        let mut rooms = self.rooms();
        if let Some(room) = rooms.get_mut(&review) {
            room.here.remove(&number);
            room.ring();
            if room.is_empty() && room.bells.is_empty() {
                rooms.remove(&review);
            }
        }
        drop(rooms);
        self.tell(review);
    }

    fn tell(&self, review: ReviewId) {
        self.untold
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(review);
        self.news.notify_one();
    }

    /// What is to be said to the other gateways: of the rooms that have changed, or of all where somebody is.
    pub(super) fn says(&self, all: bool) -> Vec<Said> {
        let mut reviews = std::mem::take(&mut *self.untold.lock().unwrap_or_else(PoisonError::into_inner));
        let rooms = self.rooms();
        if all {
            reviews.extend(
                rooms
                    .iter()
                    .filter(|(_, room)| !room.here.is_empty())
                    .map(|(review, _)| *review),
            );
        }
        reviews.sort_unstable();
        reviews.dedup();
        let says = |review: ReviewId| Said {
            gateway: self.gateway,
            review,
            people: rooms
                .get(&review)
                .map(|room| room.here.values().cloned().collect())
                .unwrap_or_default(),
        };
        reviews.into_iter().map(says).collect()
    }

    /// Takes in what another gateway says.
    pub(super) fn hear(&self, said: Said) {
        if said.gateway == self.gateway {
            return;
        }
        let mut rooms = self.rooms();
        let room = rooms.entry(said.review).or_default();
        let before = room.people();
        if said.people.is_empty() {
            room.elsewhere.remove(&said.gateway);
        } else {
            room.elsewhere.insert(said.gateway, (Instant::now(), said.people));
        }
        if before != room.people() {
            room.ring();
        }
        if room.is_empty() && room.bells.is_empty() {
            rooms.remove(&said.review);
        }
    }

    /// Forgets what gateways have said that have fallen silent.
    pub(super) fn forget(&self) {
        self.rooms().retain(|_, room| {
            let before = room.people();
            room.elsewhere.retain(|_, (at, _)| at.elapsed() < BELIEVED);
            if before != room.people() {
                room.ring();
            }
            room.bells.retain(|bell| bell.strong_count() > 0);
            !(room.is_empty() && room.bells.is_empty())
        });
    }
}

/// Somebody is present as long as this is held.
pub struct Here {
    presence: Arc<Presence>,
    review: ReviewId,
    number: u64,
}

impl Drop for Here {
    fn drop(&mut self) {
        self.presence.leave(self.review, self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presence() -> Arc<Presence> {
        Arc::new(Presence::new(Clock::system()))
    }

    #[test]
    fn somebody_with_two_windows_is_there_once_and_until_both_are_closed() {
        let presence = presence();
        let (review, visitor) = (ReviewId(Uuid::from_u128(1)), PractitionerId(Uuid::from_u128(2)));
        let first = presence.enter(review, visitor, Role::HealthVisitor);
        let second = presence.enter(review, visitor, Role::HealthVisitor);
        assert_eq!(presence.people(review).len(), 1);
        drop(first);
        assert_eq!(presence.people(review).len(), 1);
        drop(second);
        assert!(presence.people(review).is_empty());
        assert!(presence.rooms().is_empty(), "an empty room is not kept");
    }

    #[test]
    fn gateways_tell_each_other_who_is_with_them_and_that_they_have_left() {
        let (one, other) = (presence(), presence());
        let (review, visitor) = (ReviewId(Uuid::from_u128(1)), PractitionerId(Uuid::from_u128(2)));
        let bell = Arc::new(Bell::default());
        other.hang(&bell, review);
        let heard = bell.hear();
        let here = one.enter(review, visitor, Role::HealthVisitor);
        one.says(false).into_iter().for_each(|said| other.hear(said));
        assert_eq!(other.people(review).len(), 1);
        assert!(heard.has_changed().unwrap());
        one.says(false).into_iter().for_each(|said| one.hear(said));
        assert_eq!(one.people(review).len(), 1, "its own words are not news");
        drop(here);
        one.says(false).into_iter().for_each(|said| other.hear(said));
        assert!(other.people(review).is_empty());
    }
}

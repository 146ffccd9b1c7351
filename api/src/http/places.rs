//! How many connections stay open: of all callers, and of one subject.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::settings::StreamSettings;

/// The places for connections that stay open.
pub struct Places {
    most: usize,
    most_of_one: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    of: HashMap<String, usize>,
}

impl Places {
    /// So many.
    pub fn new(settings: &StreamSettings) -> Self {
        Self {
            most: settings.connections,
            most_of_one: settings.connections_per_subject,
            taken: Mutex::default(),
        }
    }

    /// A place for a connection that has not said who it is.
    pub fn take(self: &Arc<Self>) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if self.most <= taken.all {
            return None;
        }
        taken.all += 1;
        Some(Place {
            places: Arc::clone(self),
            of: None,
        })
    }
}

/// A place, held as long as the connection is open.
pub struct Place {
    places: Arc<Places>,
    of: Option<String>,
}

impl Place {
    /// Says whose it is; whether they may have one more.
    pub fn belongs_to(&mut self, subject: String) -> bool {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.of.entry(subject.clone()).or_default();
        if self.places.most_of_one <= *count {
            return false;
        }
        *count += 1;
        drop(taken);
        self.of = Some(subject);
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        let Some(of) = &self.of else { return };
        if let Some(count) = taken.of.get_mut(of) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.of.remove(of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_for_all_and_for_each_and_come_back() {
        let settings = StreamSettings {
            connections: 3,
            connections_per_subject: 1,
            ..StreamSettings::default()
        };
        let places = Arc::new(Places::new(&settings));
        let mut held: Vec<Place> = (0..3).map(|_| places.take().unwrap()).collect();
        assert!(places.take().is_none());
        assert!(held[0].belongs_to("one".to_owned()));
        assert!(!held[1].belongs_to("one".to_owned()) && held[2].belongs_to("other".to_owned()));
        held.remove(0);
        let mut again = places.take().unwrap();
        assert!(again.belongs_to("one".to_owned()));
    }
}

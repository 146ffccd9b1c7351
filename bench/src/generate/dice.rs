//! Chance, ids and times of the generated world: all from one seed.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::ids::TypedId;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use super::TODAY;

/// How much time passes between two rows, in microseconds.
const PACE: i64 = 73_211;

/// Chance, ids and times.
pub struct Dice {
    random: ChaCha8Rng,
    now: DateTime<Utc>,
}

impl Dice {
    /// The dice of a seed. The first row is made thirty days before [`TODAY`].
    pub fn new(seed: u64) -> Self {
        let start = TODAY.checked_sub_days(Days::new(30)).unwrap_or(TODAY);
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            now: start.and_time(chrono::NaiveTime::MIN).and_utc(),
        }
    }

    /// When the next row is made.
    pub fn at(&self) -> DateTime<Utc> {
        self.now
    }

    /// An id of version 7, a moment after the last.
    pub fn id<T: TypedId>(&mut self) -> T {
        self.now += TimeDelta::microseconds(PACE);
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        let mut random = [0; 10];
        self.random.fill_bytes(&mut random);
        T::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// One of so many.
    pub fn below(&mut self, most: usize) -> usize {
        self.random.random_range(0..most.max(1))
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let place = self.below(of.len());
        of.get(place).copied()
    }

    /// A text out of these.
    pub fn text(&mut self, of: &[&str]) -> String {
        self.one(of).unwrap_or_default().to_owned()
    }

    /// A day that many days before [`TODAY`].
    pub fn day_before(&mut self, days: std::ops::Range<u64>) -> NaiveDate {
        let days = self.random.random_range(days);
        TODAY.checked_sub_days(Days::new(days)).unwrap_or(TODAY)
    }
}

/// A key that no id has.
pub fn nil<T: TypedId>() -> T {
    T::from_uuid(Uuid::nil())
}

//! Time and ids, as arguments.
//!
//! This is the only place that asks the machine for the time or for randomness of ids. Rules take the time as a value;
//! tests hold the hands of the clock with a [`MockClock`] and get the same ids in every run.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Days, NaiveDate, SubsecRound, TimeDelta, Utc, Weekday};
use entity::ids::TypedId;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use uuid::Uuid;

/// The seed of the ids of a mock clock.
const MOCK_SEED: u64 = 2;
/// The random bits of a UUID of version 7.
const RANDOM_BITS: u32 = 74;

/// Where time and ids come from. Cheap to clone; clones share their ids.
#[derive(Clone)]
pub struct Clock {
    hands: Hands,
    ids: Arc<Mutex<Ids>>,
}

#[derive(Clone)]
enum Hands {
    System { started: Instant, behind: TimeDelta },
    Mock(MockClock),
}

/// The hands of a clock that stands still until a test moves them.
#[derive(Clone)]
pub struct MockClock {
    micros: Arc<AtomicI64>,
}

impl MockClock {
    /// Moves the time forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.micros.fetch_add(by, Ordering::SeqCst);
    }

    /// Sets the time, also backwards.
    pub fn set(&self, at: DateTime<Utc>) {
        self.micros.store(at.timestamp_micros(), Ordering::SeqCst);
    }

    /// The time it shows.
    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.micros.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

impl Clock {
    /// The machine's clock, with unpredictable ids.
    pub fn system() -> Self {
        Self::behind(TimeDelta::zero())
    }

    /// A clock that runs like the machine's and shows what that one showed some time ago.
    pub fn behind(by: TimeDelta) -> Self {
        Self::with(
            Hands::System {
                started: Instant::now(),
                behind: by,
            },
            rand::make_rng(),
        )
    }

    /// A clock that stands at `at`, with the same ids in every run.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::mock(at).0
    }

    /// A clock that stands at `at`, and its hands.
    pub fn mock(at: DateTime<Utc>) -> (Self, MockClock) {
        Self::mock_seeded(at, MOCK_SEED)
    }

    /// A clock that stands at `at`, its hands, and ids that follow from `seed`.
    pub fn mock_seeded(at: DateTime<Utc>, seed: u64) -> (Self, MockClock) {
        let hands = MockClock {
            micros: Arc::new(AtomicI64::new(at.timestamp_micros())),
        };
        (
            Self::with(Hands::Mock(hands.clone()), ChaCha12Rng::seed_from_u64(seed)),
            hands,
        )
    }

    fn with(hands: Hands, random: ChaCha12Rng) -> Self {
        Self {
            hands,
            ids: Arc::new(Mutex::new(Ids { random, last: (0, 0) })),
        }
    }

    /// The time, cut to microseconds: more would not survive PostgreSQL.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.hands {
            Hands::System { behind, .. } => (Utc::now() - *behind).trunc_subsecs(6),
            Hands::Mock(hands) => hands.now(),
        }
    }

    /// The calendar day in England.
    pub fn today(&self) -> NaiveDate {
        london_date(self.now())
    }

    /// How long this clock has been running. For distances: unlike [`Clock::now`] it never jumps with the machine's
    /// time. A mock's hands move it too.
    pub fn uptime(&self) -> Duration {
        match &self.hands {
            Hands::System { started, .. } => started.elapsed(),
            Hands::Mock(hands) => {
                Duration::from_micros(u64::try_from(hands.micros.load(Ordering::SeqCst)).unwrap_or(0))
            }
        }
    }

    /// A new id: a UUID of version 7 with the clock's time. The ids of one process rise strictly.
    pub fn new_id<T: TypedId>(&self) -> T {
        T::from_uuid(self.new_uuid())
    }

    /// A new UUID of version 7, where no typed id fits (request ids).
    pub fn new_uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        // A panic elsewhere cannot leave the generator half-changed, so a poisoned lock is as good as any.
        self.ids
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next(millis)
    }
}

struct Ids {
    random: ChaCha12Rng,
    /// Milliseconds and random part of the last id.
    last: (u64, u128),
}

impl Ids {
    /// Within a millisecond, and while the clock runs behind, the random part counts upwards in random steps
    /// (RFC 9562, section 6.2, method 2); should it overflow, the time is borrowed from the next millisecond.
    fn next(&mut self, millis: u64) -> Uuid {
        let (last_millis, last_tail) = self.last;
        let bits = (u128::from(self.random.next_u64()) << 64) | u128::from(self.random.next_u64());
        let tail = bits & ((1 << RANDOM_BITS) - 1);
        self.last = if last_millis < millis {
            (millis, tail)
        } else {
            let risen = last_tail + 1 + u128::from(self.random.next_u32());
            if risen >> RANDOM_BITS == 0 {
                (last_millis, risen)
            } else {
                (last_millis + 1, tail)
            }
        };
        let (millis, tail) = self.last;
        let (high, low) = (tail >> 62, tail & ((1 << 62) - 1));
        Uuid::from_u128((u128::from(millis) << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low)
    }
}

/// The calendar day in England at an instant. Summer time runs from the last Sunday of March to the last Sunday of
/// October, changing at 01:00 UTC (the Summer Time Order 2002).
pub fn london_date(at: DateTime<Utc>) -> NaiveDate {
    let change = |month| last_sunday(at.year(), month).and_then(|day| day.and_hms_opt(1, 0, 0));
    let summer = match (change(3), change(10)) {
        (Some(starts), Some(ends)) => starts <= at.naive_utc() && at.naive_utc() < ends,
        _ => false,
    };
    (at.naive_utc() + TimeDelta::hours(i64::from(summer))).date()
}

/// For March and October, which have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().days_since(Weekday::Sun))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::ids::ReviewId;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_system_time_is_cut_to_microseconds() {
        let now = Clock::system().now();
        assert_eq!(now, now.trunc_subsecs(6));
    }

    #[test]
    fn a_clock_can_run_behind_the_machine() {
        let by = TimeDelta::days(7);
        let (before, shown, after) = (
            Clock::system().now(),
            Clock::behind(by).now(),
            Clock::system().now(),
        );
        assert!(
            (before..=after).contains(&(shown + by)),
            "{before} {shown} {after}"
        );
    }

    #[test]
    fn a_mock_stands_still_until_it_is_moved() {
        let (clock, hands) = Clock::mock(at("2025-03-01T09:00:00Z"));
        assert_eq!(clock.now(), clock.clone().now());
        let before = clock.uptime();
        hands.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), at("2025-03-01T09:01:30Z"));
        assert_eq!(clock.uptime().saturating_sub(before), Duration::from_secs(90));
        hands.set(at("2024-02-29T00:00:00Z"));
        assert_eq!(clock.today(), NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
    }

    #[test]
    fn ids_carry_the_time_rise_strictly_and_repeat_with_the_seed() {
        let start = at("2025-03-01T09:00:00.123456Z");
        let (clock, hands) = Clock::mock(start);
        let mut ids: Vec<ReviewId> = (0..2_000).map(|_| clock.new_id()).collect();
        hands.set(at("2025-02-01T00:00:00Z"));
        ids.push(clock.new_id());
        hands.set(at("2025-04-01T00:00:00Z"));
        ids.push(clock.new_id());
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]));

        assert_eq!(
            (ids[0].0.get_version_num(), ids[0].0.get_variant()),
            (7, uuid::Variant::RFC4122)
        );
        let (seconds, nanos) = ids[0].0.get_timestamp().unwrap().to_unix();
        assert_eq!(
            (seconds, nanos),
            (u64::try_from(start.timestamp()).unwrap(), 123_000_000)
        );

        let again: Vec<ReviewId> = (0..2_000)
            .map({
                let clock = Clock::fixed(start);
                move |_| clock.new_id()
            })
            .collect();
        assert_eq!(again, ids[..2_000]);
        assert_ne!(Clock::mock_seeded(start, 9).0.new_id::<ReviewId>(), ids[0]);
    }

    #[test]
    fn an_overflowing_random_part_borrows_from_the_next_millisecond() {
        let mut ids = Ids {
            random: ChaCha12Rng::seed_from_u64(1),
            last: (5, (1 << RANDOM_BITS) - 1),
        };
        let next = ids.next(5);
        assert_eq!((ids.last.0, next.get_version_num()), (6, 7));
    }

    #[test]
    fn the_day_in_england_follows_summer_time() {
        for (instant, day) in [
            ("2025-01-15T23:59:59Z", "2025-01-15"),
            ("2025-07-15T22:59:59Z", "2025-07-15"),
            ("2025-07-15T23:00:00Z", "2025-07-16"),
            ("2025-03-29T23:30:00Z", "2025-03-29"),
            ("2025-03-30T23:30:00Z", "2025-03-31"),
            ("2025-10-25T23:30:00Z", "2025-10-26"),
            ("2025-10-26T23:30:00Z", "2025-10-26"),
        ] {
            assert_eq!(london_date(at(instant)).to_string(), day, "{instant}");
        }
    }
}

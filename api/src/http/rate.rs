//! How many requests a subject may make.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::settings::RateLimit;

/// How often subjects that were not seen for a while are forgotten.
const SWEEP: u32 = 4_096;

/// Counts the requests of each subject.
pub struct Rates {
    limiter: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
    since_sweep: AtomicU32,
}

impl Rates {
    /// Nobody has asked yet.
    pub fn new(limit: RateLimit) -> Self {
        let quota = Quota::per_minute(limit.per_minute).allow_burst(limit.burst);
        Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            since_sweep: AtomicU32::new(0),
        }
    }

    /// Counts one request, or says how long to wait.
    pub fn take(&self, subject: &String) -> Result<(), Duration> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) == SWEEP {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(subject)
            .map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

//! Wakes those whose time has come: one look at the clock for all of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;

/// How often the clock is looked at. It may jump, so nobody sleeps until a time that it shows.
const LOOK: Duration = Duration::from_millis(500);

/// Points in time, each until it has passed. As many as tokens that end at different times: they end soon.
type Times = Mutex<BTreeMap<DateTime<Utc>, CancellationToken>>;

/// An alarm clock; it stops when it is dropped.
pub(super) struct Alarm {
    times: Arc<Times>,
    stop: CancellationToken,
}

impl Alarm {
    /// Begins to look at a clock.
    pub fn start(clock: &Clock) -> Self {
        let (times, stop) = (Arc::<Times>::default(), CancellationToken::new());
        let looks = look(clock.clone(), Arc::clone(&times));
        tokio::spawn(stop.clone().run_until_cancelled_owned(looks));
        Self { times, stop }
    }

    /// Ready when the clock shows this time, or a later one.
    pub fn at(&self, time: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = times.entry(time).or_default().clone();
        passed.cancelled_owned().boxed()
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn look(clock: Clock, times: Arc<Times>) {
    let mut every = interval(LOOK);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        let now = clock.now();
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(first) = times.first_entry().filter(|first| *first.key() <= now) {
            first.remove().cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[tokio::test]
    async fn each_is_woken_when_its_time_has_come_and_not_before() {
        let begin = DateTime::<Utc>::UNIX_EPOCH;
        let (clock, hands) = Clock::mock(begin);
        let alarm = Alarm::start(&clock);
        let at = |seconds: i64| alarm.at(begin + TimeDelta::seconds(seconds));
        let (one, same, two) = (at(1), at(1), at(2));
        at(0).await;
        assert!(at(1).now_or_never().is_none(), "the clock stands still");
        hands.advance(Duration::from_secs(1));
        futures::join!(one, same);
        assert!(two.now_or_never().is_none());
        assert_eq!(
            alarm.times.lock().unwrap().len(),
            1,
            "what has passed is forgotten"
        );
    }
}

//! Which change has reached whom, and when.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;
use tokio::time::timeout_at;

use crate::Failure;

/// How many of those whom a change did not reach are named.
const NAMED: usize = 10;

/// The board on which subscribers write what has reached them. A change may be on it before it is known here: it is given
/// while the answer of the mutation is still under way.
pub struct Board {
    expected: usize,
    state: Mutex<State>,
    /// That a change has reached everybody, or that a subscriber was lost.
    news: Notify,
}

#[derive(Default)]
struct State {
    changes: HashMap<Box<str>, Given>,
    lost: Vec<(usize, Failure)>,
    /// Who was given the same change again.
    again: Vec<usize>,
}

/// When a change has reached each subscriber.
struct Given {
    at: Vec<Option<Instant>>,
    count: usize,
}

impl Board {
    /// A board for so many subscribers.
    pub fn new(expected: usize) -> Self {
        Self {
            expected,
            state: Mutex::default(),
            news: Notify::new(),
        }
    }

    /// How many subscribers write on it.
    pub fn expected(&self) -> usize {
        self.expected
    }

    /// A change has reached a subscriber.
    pub fn deliver(&self, subscriber: usize, change: &str, now: Instant) {
        let mut state = self.state();
        let State { changes, again, .. } = &mut *state;
        let count = if let Some(given) = changes.get_mut(change) {
            given.take(subscriber, now)
        } else {
            let mut first = Given {
                at: vec![None; self.expected],
                count: 0,
            };
            let count = first.take(subscriber, now);
            changes.insert(change.into(), first);
            count
        };
        match count {
            Some(count) if count < self.expected => return,
            Some(_) => {}
            None => again.push(subscriber),
        }
        self.news.notify_one();
    }

    /// A subscriber hears no more, for this reason.
    pub fn lose(&self, subscriber: usize, why: Failure) {
        self.state().lost.push((subscriber, why));
        self.news.notify_one();
    }

    /// Waits until a change has reached everybody, and gives when it reached each.
    pub async fn everybody(&self, change: &str, until: Instant) -> Result<Vec<Instant>, Failure> {
        loop {
            let known = self.state().known(change, self.expected);
            if let Some(at) = known? {
                return Ok(at);
            }
            // News that came before this are not missed: one is kept.
            if timeout_at(until.into(), self.news.notified()).await.is_err() {
                let known = self.state().known(change, self.expected);
                return known?.ok_or_else(|| self.state().missing(change, self.expected));
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Given {
    /// How many have it now; nothing if this one had it before.
    fn take(&mut self, subscriber: usize, now: Instant) -> Option<usize> {
        let at = self.at.get_mut(subscriber)?;
        if at.is_some() {
            return None;
        }
        *at = Some(now);
        self.count += 1;
        Some(self.count)
    }
}

impl State {
    /// When a change has reached everybody; nothing if it has not yet.
    fn known(&self, change: &str, expected: usize) -> Result<Option<Vec<Instant>>, Failure> {
        if let Some((subscriber, why)) = self.lost.first() {
            let lost = self.lost.len();
            return Err(format!(
                "{lost} subscribers were lost, for example number {subscriber}: {why}"
            ));
        }
        if let Some(subscriber) = self.again.first() {
            return Err(format!("subscriber {subscriber} was given the same change again"));
        }
        let given = self.changes.get(change);
        let given = given.filter(|given| given.count == expected);
        Ok(given.map(|given| given.at.iter().flatten().copied().collect()))
    }

    fn missing(&self, change: &str, expected: usize) -> Failure {
        let given = self.changes.get(change);
        let has = |subscriber: &usize| {
            let at = given.and_then(|given| given.at.get(*subscriber));
            at.is_some_and(Option::is_some)
        };
        let without: Vec<String> = (0..expected)
            .filter(|subscriber| !has(subscriber))
            .map(|subscriber| subscriber.to_string())
            .collect();
        let named = without.get(..NAMED).unwrap_or(&without);
        let more = if named.len() < without.len() { ", …" } else { "" };
        format!(
            "{change} did not reach {} of {expected} subscribers in time: number {}{more}",
            without.len(),
            named.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_change_has_reached_everybody_when_the_last_has_it() {
        let (board, begin) = (Board::new(2), Instant::now());
        board.deliver(1, "one", begin);
        let short = board.everybody("one", begin).await.unwrap_err();
        assert_eq!(short, "one did not reach 1 of 2 subscribers in time: number 0");
        let unheard = board.everybody("two", begin).await.unwrap_err();
        assert!(unheard.ends_with("number 0, 1"), "{unheard}");
        board.deliver(0, "two", begin);
        board.deliver(0, "one", begin);
        assert_eq!(board.everybody("one", begin).await, Ok(vec![begin, begin]));
    }

    #[tokio::test]
    async fn what_comes_twice_or_not_any_more_is_a_failure() {
        let (board, begin) = (Board::new(1), Instant::now());
        board.deliver(0, "one", begin);
        assert!(board.everybody("one", begin).await.is_ok());
        board.deliver(0, "one", begin);
        let twice = board.everybody("one", begin).await.unwrap_err();
        assert!(twice.contains("again"), "{twice}");
        let board = Board::new(20);
        let all = board.everybody("one", begin).await.unwrap_err();
        assert!(all.ends_with("8, 9, …"), "{all}");
        board.lose(7, "closed".to_owned());
        let lost = board.everybody("one", begin).await.unwrap_err();
        assert!(lost.ends_with("number 7: closed"), "{lost}");
    }
}

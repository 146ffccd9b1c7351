//! One stream: what its group is given, item by item, for as long as somebody takes them.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;

use entity::enums::ResyncReason;
use entity::journal;
use futures::stream;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep};

use super::group::{Given, Group, Next, is_passing};
use super::live::{AGAIN, Live, PATIENCE};
use crate::events::presence::{Here, Person};
use crate::http::{Stream, Streamed};
use crate::problem::{self, Problem};
use crate::store::journal::Position;

/// Facts that are looked at in one go.
const AT_ONCE: usize = 64;
/// Items that are made ahead of the one that is given: whoever makes up for much would otherwise wait for each in turn.
const AHEAD: usize = 8;

/// Somebody who follows. Nothing is done while nobody asks for the next item, and all is over when it is dropped.
pub(super) struct Follower {
    live: Arc<Live>,
    group: Arc<Group>,
    /// What is to be given before anything else.
    first: Option<Next>,
    /// Facts that were found and not yet given.
    found: VecDeque<Arc<journal::Model>>,
    /// How far the journal was looked at.
    at: Position,
    /// The last change that was given, or where the stream began: what is hidden moves nothing that the viewer sees.
    given: Position,
    people: Vec<Person>,
    /// Facts that were made up for from the database.
    behind: u64,
    bell: watch::Receiver<u64>,
    beat: Interval,
    expires: chrono::DateTime<chrono::Utc>,
    /// Nothing more is given.
    is_over: bool,
    /// Whoever is gone from the stream is gone from the room.
    _here: Option<Here>,
}

impl Follower {
    /// Follows from a place on. `gone` is the newest place, where the journal does not reach to that one.
    pub fn new(
        live: Arc<Live>,
        group: Arc<Group>,
        begins: Position,
        gone: Option<Position>,
        expires: chrono::DateTime<chrono::Utc>,
        here: Option<Here>,
    ) -> Self {
        let heartbeat = live.settings.heartbeat;
        let mut beat = interval_at(Instant::now() + heartbeat, heartbeat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let first = match gone {
            Some(newest) => Next::Resync(ResyncReason::HistoryGone, newest),
            None => Next::Heartbeat(begins),
        };
        Self {
            bell: group.bell.hear(),
            live,
            group,
            first: Some(first),
            found: VecDeque::new(),
            at: begins,
            given: begins,
            people: Vec::new(),
            behind: 0,
            beat,
            expires,
            is_over: false,
            _here: here,
        }
    }

    /// Its items. The last one says how it ends.
    pub fn stream(self) -> Stream {
        Box::pin(stream::unfold(Some(Box::new(self)), async |follower| {
            let mut follower = follower?;
            match follower.next().await {
                Ok(item) => Some((item, Some(follower))),
                Err(last) => Some((last, None)),
            }
        }))
    }

    /// The next item, or how it ends.
    async fn next(&mut self) -> Result<Streamed, Streamed> {
        if self.is_over {
            return Err(Streamed::Complete);
        }
        loop {
            let next = match self.found() {
                Some(next) => next,
                None => self.wait().await?,
            };
            self.in_time()?;
            if let Next::Resync(..) = next {
                self.is_over = true;
            }
            if let Some(item) = self.give(&next).await? {
                if let Next::Change(row) = &next {
                    self.given = Position::of(row);
                }
                return Ok(item);
            }
        }
    }

    /// What is to be given and at hand.
    fn found(&mut self) -> Option<Next> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let next = self.found.pop_front()?;
        if let Some(row) = self.found.get(AHEAD) {
            self.group.begin(&self.live, &Next::Change(Arc::clone(row)));
        }
        Some(Next::Change(next))
    }

    /// What is to be given next, once there is something.
    async fn wait(&mut self) -> Result<Next, Streamed> {
        loop {
            self.bell.borrow_and_update();
            if let Some(next) = self.look().await? {
                return Ok(next);
            }
            if let Some(next) = self.look_around() {
                return Ok(next);
            }
            tokio::select! {
                // Whatever others are told: a viewer who is told nothing hears the same beat.
                biased;
                _ = self.beat.tick() => return Ok(Next::Heartbeat(self.given)),
                _ = self.bell.changed() => {}
            }
        }
    }

    fn in_time(&self) -> Result<(), Streamed> {
        if self.live.store.clock().now() < self.expires {
            Ok(())
        } else {
            Err(Streamed::Forbidden)
        }
    }

    /// Looks for what has happened since, up to the end of the tail.
    async fn look(&mut self) -> Result<Option<Next>, Streamed> {
        while self.found.is_empty() {
            let sought = self.group.feed.sought();
            let authority = self.group.authority;
            let wanted = |row: &journal::Model| row.authority_id == authority && sought.holds(row);
            let (rows, looked) = match self.live.events.tail.after(self.at, AT_ONCE, wanted) {
                Some(found) => found,
                None => match self.made_up().await? {
                    Ok(found) => found,
                    Err(resync) => return Ok(Some(resync)),
                },
            };
            let more = rows.len() == AT_ONCE;
            self.at = self.at.max(looked);
            for row in rows.iter().skip(1).take(AHEAD) {
                self.group.begin(&self.live, &Next::Change(Arc::clone(row)));
            }
            self.found = rows.into();
            if !more {
                break;
            }
        }
        Ok(self.found())
    }

    /// The same from the database, for whoever is further behind than what is at hand; or that this is too far.
    async fn made_up(&mut self) -> Result<Result<(Vec<Arc<journal::Model>>, Position), Next>, Streamed> {
        let head = self.live.events.tail.head().unwrap_or(self.at);
        let begun = Instant::now();
        let rows = loop {
            match self.read_facts().await {
                Ok(rows) => break rows,
                Err(problem) => self.pause(&problem, begun).await?,
            }
        };
        self.behind += u64::try_from(rows.len()).unwrap_or(0);
        if self.live.settings.resync_after < self.behind {
            return Ok(Err(Next::Resync(ResyncReason::TooFarBehind, head)));
        }
        // The tail may be behind what the database has, and ahead of what was read in one go.
        let last = rows.last().map_or(self.at, Position::of);
        let looked = if rows.len() < AT_ONCE {
            head.max(last)
        } else {
            last
        };
        Ok(Ok((rows.into_iter().map(Arc::new).collect(), looked)))
    }

    fn read_facts(&self) -> impl Future<Output = problem::Result<Vec<journal::Model>>> + Send + 'static {
        let (live, group, at) = (Arc::clone(&self.live), Arc::clone(&self.group), self.at);
        let most = u64::try_from(AT_ONCE).unwrap_or(u64::MAX);
        let read = async move {
            let reader = group.reader(&live).await?;
            reader.facts_after(Some(at), group.feed.sought(), most).await
        };
        self.live.work(read)
    }

    /// Who is in the room, where that has changed.
    fn look_around(&mut self) -> Option<Next> {
        let people = self.live.events.presence.people(self.group.feed.room()?);
        if people == self.people {
            return None;
        }
        self.people.clone_from(&people);
        Some(Next::Presence(people))
    }

    /// An item, where the viewer may know of it.
    async fn give(&mut self, next: &Next) -> Result<Option<Streamed>, Streamed> {
        let begun = Instant::now();
        let given = loop {
            match self.group.give(&self.live, next).await {
                Ok(given) => break given,
                Err(problem) => self.pause(&problem, begun).await?,
            }
        };
        match given {
            Given::Text(result, cursor) => Ok(Some(Streamed::Next { result, cursor })),
            Given::Hidden => Ok(None),
            Given::Gone => Err(Streamed::Complete),
        }
    }

    /// Waits a moment for what is away: nothing was given yet, so nothing is lost.
    async fn pause(&mut self, problem: &Problem, begun: Instant) -> Result<(), Streamed> {
        if !is_passing(problem) {
            return Err(Streamed::Forbidden);
        }
        if PATIENCE < begun.elapsed() {
            return Err(Streamed::Unavailable);
        }
        self.in_time()?;
        sleep(AGAIN).await;
        Ok(())
    }
}

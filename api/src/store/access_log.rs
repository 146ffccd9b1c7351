//! Recording who has looked at what, before the answer leaves.
//!
//! Each answer that shows something of children is one row, and waits until that row is durable. Rows are written in
//! groups: whatever has gathered while the last group was being written is the next, and where several have, the next waits
//! a moment for more. So whoever is alone waits for nobody, and under load one commit serves many answers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use entity::ids::ChildId;
use entity::{access_log, disclosure};
use moka::sync::Cache;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::connect::begin;
use super::shown::{self, Content};
use super::turns::Turns;
use super::{Store, constraint, disclosed};
use crate::auth::viewer::Caller;
use crate::policy::{Crossed, Shown};
use crate::problem::{Code, Problem, Result};

/// Rows of a group at most.
const GROUP: usize = 64;
/// How long a group waits for more, where the last had company.
const COMPANY: Duration = Duration::from_millis(2);
/// Answers that may wait at once; more wait before they get in line.
const WAITING: usize = 1_024;
/// How many contents are remembered as written, and for how long.
const REMEMBERED: u64 = 100_000;
const REMEMBERED_FOR: Duration = Duration::from_hours(1);

/// One answer that waits to be recorded.
struct Waiting {
    entry: access_log::ActiveModel,
    content: Content,
    disclosures: Vec<disclosure::ActiveModel>,
    done: oneshot::Sender<bool>,
}

/// The line in which answers wait.
pub(super) struct Recorder(mpsc::Sender<Waiting>);

impl Recorder {
    /// Starts the task that writes; it ends when nobody can wait any more.
    pub fn start(db: DatabaseConnection, turns: Option<Arc<Turns>>) -> Self {
        let (line, waiting) = mpsc::channel(WAITING);
        let written = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(REMEMBERED_FOR)
            .build();
        tokio::spawn(write_groups(Writer { db, turns, written }, waiting));
        Self(line)
    }
}

impl Store {
    /// Records what an answer shows, durably; an answer that shows nothing of a child leaves no record. What it shows across
    /// the professions is disclosed with it, in the same transaction.
    ///
    /// # Errors
    /// `UNAVAILABLE` if it cannot be recorded: then the answer must not leave.
    pub async fn record(
        &self,
        caller: &Caller,
        shown: Vec<Shown>,
        crossed: &[(ChildId, Crossed)],
    ) -> Result<()> {
        if shown.is_empty() {
            return Ok(());
        }
        let (done, recorded) = oneshot::channel();
        let waiting = Waiting {
            entry: self.entry(caller),
            content: Content::of(shown),
            disclosures: self.disclosures(caller, crossed),
            done,
        };
        let queued = self.inner.recorder.0.send(waiting).await;
        if queued.is_ok() && recorded.await.unwrap_or(false) {
            return Ok(());
        }
        Err(Problem::failed(
            Code::Unavailable,
            "what the answer shows could not be recorded, so it is withheld: try again",
        ))
    }

    fn entry(&self, caller: &Caller) -> access_log::ActiveModel {
        let who = caller.viewer.who();
        access_log::ActiveModel {
            at: Set(self.inner.clock.now()),
            authority_id: Set(who.authority),
            actor_id: Set(who.actor),
            role: Set(who.role),
            organisation_id: Set(who.organisation),
            purpose: Set(caller.purpose),
            operation: Set(caller.operation.as_deref().map(str::to_owned)),
            client: Set(caller.client.as_deref().map(str::to_owned)),
            request_id: Set(caller.request_id.to_string()),
            ..Default::default()
        }
    }
}

struct Writer {
    db: DatabaseConnection,
    turns: Option<Arc<Turns>>,
    written: Cache<Uuid, ()>,
}

async fn write_groups(writer: Writer, mut waiting: mpsc::Receiver<Waiting>) {
    let (mut group, mut had_company) = (Vec::with_capacity(GROUP), false);
    while 0 < waiting.recv_many(&mut group, GROUP).await {
        if had_company {
            gather(&mut waiting, &mut group).await;
        }
        had_company = 1 < group.len();
        let done = writer.write(&group).await;
        if let Err(Problem::Failed(failure)) = &done {
            let cause = failure.source.as_deref().map(ToString::to_string);
            tracing::error!(
                answers = group.len(),
                cause,
                "the access log cannot be written: answers are withheld"
            );
        }
        let rows = u32::try_from(group.len()).unwrap_or(u32::MAX);
        metrics::histogram!("access_log_group_rows").record(f64::from(rows));
        for one in group.drain(..) {
            // Nobody waits any more where the caller has hung up.
            let _ = one.done.send(done.is_ok());
        }
    }
}

/// Takes in whoever comes within a moment, as long as there is room.
async fn gather(waiting: &mut mpsc::Receiver<Waiting>, group: &mut Vec<Waiting>) {
    let until = Instant::now() + COMPANY;
    while let Some(room) = GROUP.checked_sub(group.len()).filter(|room| 0 < *room) {
        match timeout_at(until, waiting.recv_many(group, room)).await {
            Ok(came) if 0 < came => {}
            _ => return,
        }
    }
}

impl Writer {
    /// Writes one group: a single statement where everything that it shows was shown before and nothing is disclosed.
    async fn write(&self, group: &[Waiting]) -> Result<()> {
        let _turn = match &self.turns {
            Some(turns) => Some(turns.next().await),
            None => None,
        };
        let new: BTreeMap<Uuid, &Content> = group
            .iter()
            .filter(|one| !self.written.contains_key(&one.content.id))
            .map(|one| (one.content.id, &one.content))
            .collect();
        let disclosures: Vec<_> = group
            .iter()
            .flat_map(|one| one.disclosures.iter().cloned())
            .collect();
        if new.is_empty() && disclosures.is_empty() {
            return insert(&self.db, group).await;
        }
        let tx = begin(&self.db).await?;
        if !new.is_empty() {
            let contents: Vec<&Content> = new.values().copied().collect();
            shown::write(&tx, &contents).await?;
        }
        insert(&tx, group).await?;
        disclosed::write(&tx, disclosures).await?;
        tx.commit().await.map_err(constraint::problem)?;
        for id in new.into_keys() {
            self.written.insert(id, ());
        }
        Ok(())
    }
}

async fn insert<C: ConnectionTrait>(db: &C, group: &[Waiting]) -> Result<()> {
    let rows = group.iter().map(|one| access_log::ActiveModel {
        shown_id: Set(one.content.id),
        ..one.entry.clone()
    });
    access_log::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .map(|_| ())
        .map_err(constraint::problem)
}

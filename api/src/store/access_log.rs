//! Recording who has looked at what, before the answer leaves.
//!
//! Each answer that shows something of children is one row, and waits until that row is durable. Rows are written in
//! groups: whatever has gathered while the last group was being written is the next. So nobody waits for company, and
//! under load one commit serves many answers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use entity::enums::ValueSet;
use entity::ids::{ChildId, TypedId};
use entity::{access_log, disclosure};
use moka::sync::Cache;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseBackend, DatabaseConnection, EntityTrait, Statement, Value,
};
use tokio::sync::{mpsc, oneshot};

use super::connect::begin;
use super::shown::{self, Content};
use super::turns::Turns;
use super::{Store, constraint, disclosed};
use crate::auth::viewer::Caller;
use crate::policy::{Crossed, Shown};
use crate::problem::{Code, Problem, Result};

/// Rows of a group at most.
const GROUP: usize = 64;
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
    let mut group = Vec::with_capacity(GROUP);
    while 0 < waiting.recv_many(&mut group, GROUP).await {
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

/// PostgreSQL takes a group of any size by one text, a column each: it is parsed and planned once.
const INSERT: &str = "INSERT INTO access_log (at, authority_id, actor_id, role, organisation_id, purpose, operation, client, \
    request_id, shown_id) \
    SELECT at, authority_id, actor_id, role, nullif(organisation_id, '00000000-0000-0000-0000-000000000000'), purpose, \
    nullif(operation, ''), nullif(client, ''), request_id, shown_id \
    FROM unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], \
    $9::text[], $10::uuid[]) \
    AS look (at, authority_id, actor_id, role, organisation_id, purpose, operation, client, request_id, shown_id)";

async fn insert<C: ConnectionTrait>(db: &C, group: &[Waiting]) -> Result<()> {
    let backend = db.get_database_backend();
    let done = if backend == DatabaseBackend::Postgres {
        let insert = Statement::from_sql_and_values(backend, INSERT, columns(group));
        db.execute_raw(insert).await.map(|_| ())
    } else {
        let rows = group.iter().map(|one| access_log::ActiveModel {
            shown_id: Set(one.content.id),
            ..one.entry.clone()
        });
        let insert = access_log::Entity::insert_many(rows);
        insert.exec_without_returning(db).await.map(|_| ())
    };
    done.map_err(constraint::problem)
}

/// The values of a group, column by column, in the order of [`INSERT`]. What is not known is nil, or empty.
fn columns(group: &[Waiting]) -> [Value; 10] {
    fn column<T>(group: &[Waiting], value: impl Fn(&access_log::ActiveModel) -> T) -> Value
    where
        Vec<T>: Into<Value>,
    {
        group.iter().map(|one| value(&one.entry)).collect::<Vec<T>>().into()
    }
    let shown: Vec<Uuid> = group.iter().map(|one| one.content.id).collect();
    [
        column(group, |row| *row.at.as_ref()),
        column(group, |row| row.authority_id.as_ref().uuid()),
        column(group, |row| *row.actor_id.as_ref()),
        column(group, |row| row.role.as_ref().as_str().to_owned()),
        column(group, |row| row.organisation_id.as_ref().map_or(Uuid::nil(), TypedId::uuid)),
        column(group, |row| row.purpose.as_ref().as_str().to_owned()),
        column(group, |row| row.operation.as_ref().clone().unwrap_or_default()),
        column(group, |row| row.client.as_ref().clone().unwrap_or_default()),
        column(group, |row| row.request_id.as_ref().clone()),
        shown.into(),
    ]
}

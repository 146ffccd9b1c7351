//! The journal: what happened, append-only, ids and states only.
//!
//! Positions are commit-safe. On PostgreSQL a row carries its transaction's id (`xid`), and readers see only rows of
//! transactions below the oldest one still running, in the order (xid, position): a row that commits later always
//! sorts after everything that was read. On SQLite there is one writer, so the position alone is enough.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::journal;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};

use super::{Reader, constraint};
use crate::policy::scope::Scoped;
use crate::problem::{Problem, Result};

/// A fact: what happened to one row. Never free text, never a name.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What happened, for example `concern.raised`.
    pub kind: &'static str,
    /// Ids and states.
    pub data: serde_json::Value,
}

impl Fact {
    /// A fact with its ids and states.
    pub fn new(kind: &'static str, data: serde_json::Value) -> Self {
        Self { kind, data }
    }
}

/// A place in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    xid: i64,
    position: i64,
}

impl Position {
    /// The place of a row.
    pub fn of(row: &journal::Model) -> Self {
        Self {
            xid: row.xid,
            position: row.position,
        }
    }

    /// The opaque form.
    pub fn cursor(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("j{}.{}", self.xid, self.position))
    }

    /// Reads the opaque form.
    pub fn parse(cursor: &str) -> Result<Self> {
        let read = || {
            let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
            let (xid, position) = text.strip_prefix('j')?.split_once('.')?;
            Some(Self {
                xid: xid.parse().ok()?,
                position: position.parse().ok()?,
            })
        };
        read().ok_or_else(|| {
            Problem::invalid(
                ["after"],
                "is not a cursor of the change feed; take one from a change",
            )
        })
    }
}

impl Reader {
    /// The facts after a place, in commit-safe order, as far as the viewer may read the journal.
    pub async fn facts_after(&self, after: Option<Position>, limit: u64) -> Result<Vec<journal::Model>> {
        use journal::Column as C;
        let db = self.store().inner.current();
        let after = after.unwrap_or_default();
        let mut condition = journal::Entity::visible_to(self.viewer().who()).add(
            Condition::any().add(C::Xid.gt(after.xid)).add(
                Condition::all()
                    .add(C::Xid.eq(after.xid))
                    .add(C::Position.gt(after.position)),
            ),
        );
        if db.get_database_backend() == DatabaseBackend::Postgres {
            condition = condition.add(settled());
        }
        journal::Entity::find()
            .filter(condition)
            .order_by_asc(C::Xid)
            .order_by_asc(C::Position)
            .limit(limit)
            .all(db)
            .await
            .map_err(constraint::problem)
    }

    /// The newest place below which everything is settled.
    pub async fn journal_head(&self) -> Result<Position> {
        let db = self.store().inner.current();
        let (order, horizon) = match db.get_database_backend() {
            DatabaseBackend::Postgres => ("xid DESC, position DESC", format!("WHERE {HORIZON}")),
            _ => ("position DESC", String::new()),
        };
        let sql = format!("SELECT xid, position FROM journal {horizon} ORDER BY {order} LIMIT 1");
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
            .await
            .map_err(constraint::problem)?;
        row.map_or(Ok(Position::default()), |row| {
            let xid = row.try_get("", "xid").map_err(constraint::problem)?;
            let position = row.try_get("", "position").map_err(constraint::problem)?;
            Ok(Position { xid, position })
        })
    }
}

/// Below the oldest transaction that is still running.
const HORIZON: &str = "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// The rows of transactions below the oldest one that is still running, on PostgreSQL: none of them can come any more.
pub(super) fn settled() -> SimpleExpr {
    Expr::cust(HORIZON)
}

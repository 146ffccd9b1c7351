//! The journal: what happened, append-only, ids and states only.
//!
//! Positions are commit-safe. On PostgreSQL a row carries its transaction's id (`xid`), and readers see only rows of
//! transactions below the oldest one still running, in the order (xid, position): a row that commits later always
//! sorts after everything that was read. On SQLite there is one writer, so the position alone is enough.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::ids::{ChangeId, ChildId, ReviewId};
use entity::journal;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, DatabaseConnection, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};

use super::{Reader, Store, constraint};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
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

    /// The id of the change that stands here: the same for everybody, for ever.
    pub fn id(self) -> ChangeId {
        ChangeId(Uuid::from_u64_pair(
            self.xid.cast_unsigned(),
            self.position.cast_unsigned(),
        ))
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

/// Which facts are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Sought {
    /// About this review, its parts and its child; anything where absent.
    pub review: Option<(ReviewId, ChildId)>,
    /// Of these kinds, `concern.raised`, or about these kinds of record, `concern`; any where empty.
    pub kinds: Vec<String>,
}

impl Sought {
    /// Whether it may be a fact that is looked for: the rule of [`Self::condition`] for a row in memory.
    pub fn holds(&self, row: &journal::Model) -> bool {
        let of_review = self.review.is_none_or(|(review, child)| match row.review_id {
            Some(of) => of == review,
            None => row.child_id == Some(child),
        });
        let is_kind = |kind: &String| {
            let rest = row.kind.strip_prefix(kind.as_str());
            rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && !kind.contains('.')))
        };
        of_review && (self.kinds.is_empty() || self.kinds.iter().any(is_kind))
    }

    fn condition(&self) -> Condition {
        use journal::Column as C;
        let of_review = self.review.map(|(review, child)| {
            let of_child = Condition::all()
                .add(C::ReviewId.is_null())
                .add(C::ChildId.eq(child));
            Condition::any().add(C::ReviewId.eq(review)).add(of_child)
        });
        let of_kind = (!self.kinds.is_empty()).then(|| {
            let kinds = self.kinds.iter().map(|kind| {
                if kind.contains('.') {
                    C::Kind.eq(kind.as_str())
                } else {
                    C::Kind.starts_with(format!("{kind}."))
                }
            });
            kinds.fold(Condition::any(), Condition::add)
        });
        Condition::all().add_option(of_review).add_option(of_kind)
    }
}

/// The rows after a place, in commit-safe order.
async fn after(
    db: &DatabaseConnection,
    place: Position,
    which: Condition,
    limit: u64,
) -> Result<Vec<journal::Model>> {
    use journal::Column as C;
    let select = if db.get_database_backend() == DatabaseBackend::Postgres {
        // The first comparison finds the beginning in an index.
        let later = Condition::any()
            .add(C::Xid.gt(place.xid))
            .add(C::Position.gt(place.position));
        let which = which.add(C::Xid.gte(place.xid)).add(later).add(settled());
        journal::Entity::find().filter(which).order_by_asc(C::Xid)
    } else {
        journal::Entity::find().filter(which.add(C::Position.gt(place.position)))
    };
    select
        .order_by_asc(C::Position)
        .limit(limit)
        .all(db)
        .await
        .map_err(constraint::problem)
}

impl Reader {
    /// The facts after a place, in commit-safe order, that may be about something the viewer knows of. Whether they know of
    /// the record itself is for whoever shows it to ask.
    pub async fn facts_after(
        &self,
        place: Option<Position>,
        sought: &Sought,
        limit: u64,
    ) -> Result<Vec<journal::Model>> {
        let which = journal::Entity::visible_to(self.viewer().who()).add(sought.condition());
        let db = self.store().inner.current();
        after(db, place.unwrap_or_default(), which, limit).await
    }
}

impl Store {
    /// The facts of all authorities after a place: for this gateway's tail, which shows none of them to anybody.
    pub(crate) async fn tail(&self, place: Position, limit: u64) -> Result<Vec<journal::Model>> {
        after(&self.inner.following, place, Condition::all(), limit).await
    }

    /// Where that tail begins.
    pub(crate) async fn tail_head(&self) -> Result<Position> {
        head(&self.inner.following).await
    }

    /// The newest place below which everything is settled.
    pub async fn journal_head(&self) -> Result<Position> {
        head(self.inner.current()).await
    }
}

async fn head(db: &DatabaseConnection) -> Result<Position> {
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

/// Below the oldest transaction that is still running.
const HORIZON: &str = "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// The rows of transactions below the oldest one that is still running, on PostgreSQL: none of them can come any more.
pub(super) fn settled() -> SimpleExpr {
    Expr::cust(HORIZON)
}

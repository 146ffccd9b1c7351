//! Sealing the audit: acts and looks are two chains of seals, each over the rows since the one before it, and that one.
//!
//! A seal keeps the digest of each of its rows. So an altered row can be named, and a row that is disposed of when its time
//! is over leaves the chain whole. Rows are sealed when they have settled: as with the journal, below the oldest
//! transaction that is still running, in the order of transaction and id, so that none slips in behind a seal.

use entity::enums::{AuditKind, ValueSet};
use entity::{access_log, audit, audit_seal};
use sea_orm::sea_query::{Expr, OnConflict, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select, Statement,
};

use self::digest::Digest;
use super::connect::begin;
use super::{Store, constraint, journal};
use crate::problem::Result;

mod digest;
pub mod verify;

/// Rows of a seal at most.
const ROWS: u64 = 1_000;
/// The lock of whoever seals, on PostgreSQL: any number that nothing else of ours locks.
const LOCK: i64 = 0x5345_414c;
/// What the first seal of a chain follows.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A place in a chain: transaction and id of a row.
type Place = (i64, i64);

/// A table whose rows are sealed.
trait Sealed: EntityTrait {
    /// Its chain.
    const CHAIN: AuditKind;
    /// The row's id.
    const ID: Self::Column;
    /// The row's transaction.
    const XID: Self::Column;
    /// Where a row stands.
    fn place(row: &Self::Model) -> Place;
    /// A row's digest.
    fn digest(row: &Self::Model) -> Digest;
}

impl Sealed for audit::Entity {
    const CHAIN: AuditKind = AuditKind::Act;
    const ID: Self::Column = audit::Column::Id;
    const XID: Self::Column = audit::Column::Xid;
    fn place(row: &audit::Model) -> Place {
        (row.xid, row.id)
    }
    fn digest(row: &audit::Model) -> Digest {
        digest::act(row)
    }
}

impl Sealed for access_log::Entity {
    const CHAIN: AuditKind = AuditKind::Look;
    const ID: Self::Column = access_log::Column::Id;
    const XID: Self::Column = access_log::Column::Xid;
    fn place(row: &access_log::Model) -> Place {
        (row.xid, row.id)
    }
    fn digest(row: &access_log::Model) -> Digest {
        digest::look(row)
    }
}

/// The rows after a place, in the order of the chain.
fn after<E: Sealed>(backend: DatabaseBackend, place: Option<Place>) -> Select<E> {
    let rows = match place {
        None => E::find(),
        Some(place) => E::find().filter(beyond::<E>(backend, ">", place)),
    };
    match backend {
        DatabaseBackend::Postgres => rows.order_by_asc(E::XID).order_by_asc(E::ID),
        // One writer: the order of the ids is that of the commits.
        _ => rows.order_by_asc(E::ID),
    }
}

fn beyond<E: Sealed>(backend: DatabaseBackend, than: &str, (xid, id): Place) -> SimpleExpr {
    match backend {
        DatabaseBackend::Postgres => Expr::cust_with_values(format!("(xid, id) {than} ($1, $2)"), [xid, id]),
        _ => Expr::cust_with_values(format!("id {than} ?"), [id]),
    }
}

impl Store {
    /// Seals what has settled since the last seals, and gives the number of rows. Where another gateway is at it, nothing
    /// is left to do.
    pub async fn seal(&self) -> Result<u64> {
        Ok(self.seal_chain::<audit::Entity>().await? + self.seal_chain::<access_log::Entity>().await?)
    }

    async fn seal_chain<E: Sealed>(&self) -> Result<u64> {
        let mut sealed = 0;
        loop {
            let rows = self.seal_some::<E>().await?;
            sealed += rows;
            if rows < ROWS {
                return Ok(sealed);
            }
        }
    }

    async fn seal_some<E: Sealed>(&self) -> Result<u64> {
        let writer = &self.inner.writer;
        if self.is_sqlite() {
            // Read and hashed beside the writer, which is needed for one row alone.
            let Some(seal) = next::<E, _>(&self.inner.reader, self).await? else {
                return Ok(0);
            };
            let _turn = self.turn().await?;
            return append(writer, seal).await;
        }
        let tx = begin(writer).await?;
        let next = if is_first(&tx).await? {
            next::<E, _>(&tx, self).await?
        } else {
            None
        };
        let rows = match next {
            Some(seal) => append(&tx, seal).await?,
            None => 0,
        };
        // Also where nothing was written: a transaction that is merely dropped may keep the lock for a while.
        tx.commit().await.map_err(constraint::problem)?;
        Ok(rows)
    }
}

/// Whether no other gateway is sealing; holds the others off until the end of the transaction.
async fn is_first(tx: &DatabaseTransaction) -> Result<bool> {
    let lock = format!("SELECT pg_try_advisory_xact_lock({LOCK}) AS first");
    let lock = Statement::from_string(tx.get_database_backend(), lock);
    let row = tx.query_one_raw(lock).await.map_err(constraint::problem)?;
    let first = row.map(|row| row.try_get("", "first")).transpose();
    Ok(first.map_err(constraint::problem)?.unwrap_or(false))
}

/// The newest seal of a chain.
async fn newest<C: ConnectionTrait>(db: &C, chain: AuditKind) -> Result<Option<audit_seal::Model>> {
    audit_seal::Entity::find()
        .filter(audit_seal::Column::Chain.eq(chain))
        .order_by_desc(audit_seal::Column::Number)
        .one(db)
        .await
        .map_err(constraint::problem)
}

/// The seal that comes next, if there are settled rows for it.
async fn next<E: Sealed, C: ConnectionTrait>(db: &C, store: &Store) -> Result<Option<audit_seal::Model>> {
    let backend = db.get_database_backend();
    let last = newest(db, E::CHAIN).await?;
    let place = last.as_ref().map(|seal| (seal.last_xid, seal.last_id));
    let mut rows = after::<E>(backend, place).limit(ROWS);
    if backend == DatabaseBackend::Postgres {
        rows = rows.filter(journal::settled());
    }
    let rows = rows.all(db).await.map_err(constraint::problem)?;
    let digests: Vec<(i64, Digest)> = rows.iter().map(|row| (E::place(row).1, E::digest(row))).collect();
    let (Some((first_id, _)), Some(last_row)) = (digests.first(), rows.last()) else {
        return Ok(None);
    };
    let end = E::place(last_row);
    let mut seal = audit_seal::Model {
        chain: E::CHAIN,
        number: last.as_ref().map_or(1, |seal| seal.number + 1),
        first_id: *first_id,
        last_xid: end.0,
        last_id: end.1,
        count: i32::try_from(rows.len()).unwrap_or(i32::MAX),
        previous: last.map_or_else(|| NOTHING.to_owned(), |seal| seal.hash),
        hash: String::new(),
        digests: digest::packed(&digests),
        at: store.clock().now(),
    };
    seal.hash = digest::seal(&seal);
    Ok(Some(seal))
}

/// Appends a seal; none where another has it meanwhile. Its hash goes to the log, which nobody who may change the database
/// should be able to change: so a chain that is cut off at its end is found out, too.
async fn append<C: ConnectionTrait>(db: &C, seal: audit_seal::Model) -> Result<u64> {
    use audit_seal::Column as C;
    let (chain, number, count, hash) = (seal.chain, seal.number, seal.count, seal.hash.clone());
    let taken = OnConflict::columns([C::Chain, C::Number]).do_nothing().to_owned();
    let appended = audit_seal::Entity::insert(seal.into_active_model())
        .on_conflict(taken)
        .exec_without_returning(db)
        .await
        .map_err(constraint::problem)?;
    if appended == 0 {
        return Ok(0);
    }
    tracing::info!(chain = chain.as_str(), number, rows = count, hash, "sealed");
    Ok(u64::try_from(count).unwrap_or(0))
}

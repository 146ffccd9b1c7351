//! Verifying the audit: both chains from their first seal to the newest, and every row that they cover.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::enums::AuditKind;
use entity::{access_log, access_shown, audit, audit_seal};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::digest::{self, Digest};
use super::{NOTHING, Place, Sealed, after, beyond};
use crate::problem::Result;
use crate::store::{Store, constraint, shown};

/// Seals that are read at once.
const SEALS: u64 = 10;
/// Rows that are read of one seal at most: more than it has were inserted.
const ROWS: u64 = 2 * super::ROWS;

/// A seal that was noted somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its chain.
    pub chain: AuditKind,
    /// Its number.
    pub number: i32,
    /// Its hash.
    pub hash: String,
}

/// What was found out about one chain.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The chain.
    pub chain: AuditKind,
    /// Seals that are whole.
    pub seals: u64,
    /// Rows that are as they were sealed.
    pub rows: u64,
    /// The newest of the seals that are whole.
    pub head: Option<Anchor>,
    /// Rows that are not sealed yet, and when the first of them was written.
    pub unsealed: (u64, Option<DateTime<Utc>>),
    /// The first thing that is not as it was sealed; nothing behind it was looked at.
    pub fault: Option<Fault>,
}

/// The first thing that is not as it was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// In which seal.
    pub seal: i32,
    /// What.
    pub what: What,
}

/// What is not as it was sealed. Rows are named by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The seal is not there.
    SealMissing,
    /// The seal itself, or what it says of the one before it, was altered.
    SealAltered,
    /// The seal is whole, but not the one that was noted.
    SealExchanged,
    /// A row was altered.
    RowAltered(i64),
    /// A row is not there.
    RowMissing(i64),
    /// A row was inserted after its neighbours had been sealed.
    RowInserted(i64),
    /// What a look showed was altered.
    ShownAltered(i64, Uuid),
    /// What a look showed is not there.
    ShownMissing(i64, Uuid),
}

/// A table whose rows point to what they showed.
trait Showing: Sealed {
    fn shown(row: &Self::Model) -> Option<Uuid>;
    fn at(row: &Self::Model) -> DateTime<Utc>;
}

impl Showing for audit::Entity {
    fn shown(_: &audit::Model) -> Option<Uuid> {
        None
    }
    fn at(row: &audit::Model) -> DateTime<Utc> {
        row.at
    }
}

impl Showing for access_log::Entity {
    fn shown(row: &access_log::Model) -> Option<Uuid> {
        Some(row.shown_id)
    }
    fn at(row: &access_log::Model) -> DateTime<Utc> {
        row.at
    }
}

impl Store {
    /// Verifies both chains, in bounded memory.
    pub async fn verify(&self, anchors: &[Anchor]) -> Result<Vec<Verdict>> {
        let db = self.inner.current();
        Ok(vec![
            Walk::new(AuditKind::Act, anchors)
                .through::<audit::Entity>(db)
                .await?,
            Walk::new(AuditKind::Look, anchors)
                .through::<access_log::Entity>(db)
                .await?,
        ])
    }
}

/// The way along one chain.
struct Walk {
    verdict: Verdict,
    anchors: BTreeMap<i32, String>,
    number: i32,
    previous: String,
    place: Option<Place>,
}

impl Walk {
    fn new(chain: AuditKind, anchors: &[Anchor]) -> Self {
        let own = anchors.iter().filter(|anchor| anchor.chain == chain);
        Self {
            verdict: Verdict {
                chain,
                seals: 0,
                rows: 0,
                head: None,
                unsealed: (0, None),
                fault: None,
            },
            anchors: own.map(|anchor| (anchor.number, anchor.hash.clone())).collect(),
            number: 1,
            previous: NOTHING.to_owned(),
            place: None,
        }
    }

    async fn through<E: Showing>(mut self, db: &DatabaseConnection) -> Result<Verdict>
    where
        E::Model: Sync,
    {
        loop {
            let seals = audit_seal::Entity::find()
                .filter(audit_seal::Column::Chain.eq(E::CHAIN))
                .filter(audit_seal::Column::Number.gte(self.number))
                .order_by_asc(audit_seal::Column::Number)
                .limit(SEALS)
                .all(db)
                .await
                .map_err(constraint::problem)?;
            if seals.is_empty() {
                break;
            }
            for seal in seals {
                if let Some(what) = self.step::<E>(db, seal).await? {
                    let seal = self.number;
                    self.verdict.fault = Some(Fault { seal, what });
                    return Ok(self.verdict);
                }
            }
        }
        if let Some((number, _)) = self.anchors.range(self.number..).next() {
            let (seal, what) = (*number, What::SealMissing);
            self.verdict.fault = Some(Fault { seal, what });
        }
        let rest = after::<E>(db.get_database_backend(), self.place);
        let first = rest.clone().one(db).await.map_err(constraint::problem)?;
        let count = rest.count(db).await.map_err(constraint::problem)?;
        self.verdict.unsealed = (count, first.as_ref().map(E::at));
        Ok(self.verdict)
    }

    /// One seal and its rows: what is wrong with them, if anything is.
    async fn step<E: Showing>(
        &mut self,
        db: &DatabaseConnection,
        seal: audit_seal::Model,
    ) -> Result<Option<What>> {
        if seal.number != self.number {
            return Ok(Some(What::SealMissing));
        }
        if seal.previous != self.previous || seal.hash != digest::seal(&seal) {
            return Ok(Some(What::SealAltered));
        }
        if self
            .anchors
            .get(&seal.number)
            .is_some_and(|noted| *noted != seal.hash)
        {
            return Ok(Some(What::SealExchanged));
        }
        let end = (seal.last_xid, seal.last_id);
        let backend = db.get_database_backend();
        let rows = after::<E>(backend, self.place)
            .filter(beyond::<E>(backend, "<=", end))
            .limit(ROWS)
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let sealed = digest::unpacked(&seal.digests);
        if let Some(what) = compare::<E>(&sealed, &rows) {
            return Ok(Some(what));
        }
        if let Some(what) = contents::<E>(db, &rows).await? {
            return Ok(Some(what));
        }
        self.verdict.seals += 1;
        self.verdict.rows += u64::try_from(sealed.len()).unwrap_or(0);
        self.verdict.head = Some(Anchor {
            chain: E::CHAIN,
            number: seal.number,
            hash: seal.hash.clone(),
        });
        self.number += 1;
        self.previous = seal.hash;
        self.place = Some(end);
        Ok(None)
    }
}

/// The first difference between the rows that were sealed and those that are there.
fn compare<E: Sealed>(sealed: &[(i64, Digest)], rows: &[E::Model]) -> Option<What> {
    let mut there: HashMap<i64, Vec<Digest>> = HashMap::new();
    for row in rows {
        there.entry(E::place(row).1).or_default().push(E::digest(row));
    }
    for (id, digest) in sealed {
        match there.get(id) {
            None => return Some(What::RowMissing(*id)),
            Some(found) if found.contains(digest) => {}
            Some(_) => return Some(What::RowAltered(*id)),
        }
    }
    let mut known: HashSet<(i64, Digest)> = sealed.iter().copied().collect();
    let inserted = rows
        .iter()
        .find(|row| !known.remove(&(E::place(row).1, E::digest(row))));
    inserted.map(|row| What::RowInserted(E::place(row).1))
}

/// The first look among these rows whose content is not what its name says.
async fn contents<E: Showing>(db: &DatabaseConnection, rows: &[E::Model]) -> Result<Option<What>> {
    let ids: HashSet<Uuid> = rows.iter().filter_map(E::shown).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    let found = access_shown::Entity::find()
        .filter(access_shown::Column::Id.is_in(ids))
        .all(db)
        .await
        .map_err(constraint::problem)?;
    let whole: HashMap<Uuid, bool> = found
        .iter()
        .map(|row| (row.id, row.id == shown::address(&row.children, &row.classes)))
        .collect();
    let fault = |row: &E::Model| {
        let id = E::shown(row)?;
        match whole.get(&id) {
            Some(true) => None,
            Some(false) => Some(What::ShownAltered(E::place(row).1, id)),
            None => Some(What::ShownMissing(E::place(row).1, id)),
        }
    };
    Ok(rows.iter().find_map(fault))
}

impl Fault {
    /// In words, for the operator.
    pub fn sentence(self) -> String {
        let seal = self.seal;
        match self.what {
            What::SealMissing => format!("seal {seal} is missing"),
            What::SealAltered => {
                format!("seal {seal}, or what it says of the one before it, has been altered")
            }
            What::SealExchanged => format!("seal {seal} is not the one that was noted"),
            What::RowAltered(id) => format!("row {id} of seal {seal} has been altered"),
            What::RowMissing(id) => format!("row {id} of seal {seal} is missing"),
            What::RowInserted(id) => format!("row {id} was inserted among the rows of seal {seal}"),
            What::ShownAltered(id, shown) => {
                format!("what row {id} of seal {seal} showed has been altered: access_shown {shown}")
            }
            What::ShownMissing(id, shown) => {
                format!("what row {id} of seal {seal} showed is missing: access_shown {shown}")
            }
        }
    }
}

//! Many rows under one permit: for the import, whose rows are thousands. The guarantees are those of single writes: the
//! authority comes from the permit, every child and review has its fact, changed rows are checked by version, and all of
//! it is one transaction. A constant number of statements, whatever the number of rows.

use entity::ids::{AuthorityId, ChildId, ReviewId, TypedId};
use entity::{import_record, journal};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, IntoIden, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, FromQueryResult,
    IntoActiveModel, Iterable, ModelTrait, QueryFilter, QuerySelect, Statement, Value,
};

use super::outbox::About;
use super::tx::{column, set};
use super::{Fact, Permit, Seen, Tx, constraint};
use crate::policy::scope::Scoped;
use crate::policy::{Act, Record, Recorded, act};
use crate::problem::{Problem, Refusal, Result};

/// Values in one statement at most: SQLite takes 32,766, PostgreSQL 65,535.
const VALUES: usize = 30_000;

/// The acts that write many rows at once.
pub trait Bulk: Act {}
impl Bulk for act::ChildrenImport {}
impl Bulk for act::ChildMatchResolve {}
impl Bulk for act::OrganisationRegister {}
impl Bulk for act::PractitionerRegister {}
/// The responsibilities of one review.
impl Bulk for act::ReviewPlan {}
impl Bulk for act::ReviewChangeModel {}

/// A place in the journal after which children may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon(i64);

impl Tx {
    /// All rows of a bounded select, locked until the end of the transaction.
    pub async fn lock_all<E: Scoped>(&self, seen: Seen<E>) -> Result<Vec<E::Model>> {
        let mut select = seen.select();
        if self.connection().get_database_backend() == DatabaseBackend::Postgres {
            select = select.lock_exclusive();
        }
        select.all(self.connection()).await.map_err(constraint::problem)
    }

    /// A few columns of all rows of a bounded select.
    pub async fn all_as<E, T>(&self, seen: Seen<E>, columns: &[E::Column]) -> Result<Vec<T>>
    where
        E: Scoped,
        T: FromQueryResult + Send + Sync,
    {
        seen.select()
            .select_only()
            .columns(columns.iter().copied())
            .into_model::<T>()
            .all(self.connection())
            .await
            .map_err(constraint::problem)
    }

    /// Makes rows in the permit's authority. Their ids come from [`Tx::new_id`]; rows that belong to another one's fact
    /// (the identifiers of a new child) have none of their own.
    pub async fn create_all<A: Bulk, M>(
        &mut self,
        permit: &Permit<A>,
        rows: Vec<(M, Option<Fact>)>,
    ) -> Result<()>
    where
        M: ActiveModelTrait,
        M::Entity: Recorded,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        let authority = permit.row().authority_id();
        let mut models = Vec::with_capacity(rows.len());
        for (mut new, fact) in rows {
            set(&mut new, "authority_id", authority.uuid().into());
            set(&mut new, "version", 1.into());
            set(&mut new, "created_at", self.now().into());
            set(&mut new, "updated_at", self.now().into());
            if let Some(fact) = fact {
                self.note(about_new(&new, authority)?, fact, &[]);
            }
            models.push(new);
        }
        insert(self.connection(), models, None).await.map(|_| ())
    }

    /// Changes rows of the permit's authority: each as it was, as it is to be, and the fact about it. Rows that somebody
    /// else has changed meanwhile are a version conflict.
    pub async fn replace_all<A: Bulk, R>(&mut self, permit: &Permit<A>, rows: Vec<(R, R, Fact)>) -> Result<()>
    where
        R: Record + IntoActiveModel<<<R as ModelTrait>::Entity as EntityTrait>::ActiveModel>,
        <R as ModelTrait>::Entity: EntityTrait<Model = R>,
        <<R as ModelTrait>::Entity as EntityTrait>::ActiveModel: Send,
    {
        type Columns<R> = <<R as ModelTrait>::Entity as EntityTrait>::Column;
        let (count, mut models) = (rows.len(), Vec::with_capacity(rows.len()));
        for (before, after, fact) in rows {
            if before.id() != after.id() || before.authority_id() != permit.row().authority_id() {
                return Err(Problem::internal(
                    "a row does not belong to the permit's authority",
                ));
            }
            let changed: Vec<&'static str> = Columns::<R>::iter()
                .filter(|column| before.get(*column) != after.get(*column))
                .map(|column| sea_orm::IdenStatic::as_str(&column))
                .collect();
            let about = About::of(&after, before.version() + 1);
            self.touch(&about);
            self.note(about, fact, &changed);
            let mut model = after.into_active_model().reset_all();
            set(&mut model, "version", (before.version() + 1).into());
            set(&mut model, "updated_at", self.now().into());
            models.push(model);
        }
        let key = column::<R::Entity>("id")?;
        let version = column::<R::Entity>("version")?;
        let fixed = ["id", "authority_id", "created_at"];
        let columns =
            Columns::<R>::iter().filter(|column| !fixed.contains(&sea_orm::IdenStatic::as_str(column)));
        let unchanged =
            Expr::col((R::Entity::default().into_iden(), version)).eq(Expr::cust("excluded.version - 1"));
        let replace = OnConflict::column(key)
            .update_columns(columns)
            .action_and_where(unchanged)
            .to_owned();
        let done = insert(self.connection(), models, Some(replace)).await?;
        if done == u64::try_from(count).unwrap_or(u64::MAX) {
            return Ok(());
        }
        Err(Refusal::VersionConflict {
            current: 0,
            changed: Vec::new(),
            by: None,
        }
        .into())
    }

    /// Remembers what was taken in, by row key: so a second run changes nothing.
    pub async fn remember<A: Bulk>(
        &mut self,
        permit: &Permit<A>,
        mut rows: Vec<import_record::ActiveModel>,
    ) -> Result<()> {
        use import_record::Column as C;
        for row in &mut rows {
            let id: entity::ids::ImportId = self.new_id();
            set(row, "id", id.uuid().into());
            set(row, "authority_id", permit.row().authority_id().uuid().into());
            set(row, "imported_at", self.now().into());
        }
        let replace = OnConflict::columns([C::AuthorityId, C::RowKey])
            .update_columns([C::Digest, C::ChildId, C::ImportedAt])
            .to_owned();
        insert(self.connection(), rows, Some(replace)).await.map(|_| ())
    }

    /// A fact about the permit's row itself, which stays as it is.
    pub fn note_on<A: Bulk>(&mut self, permit: &Permit<A>, fact: Fact) {
        let about = About::of(permit.row(), permit.row().version());
        self.note(about, fact, &[]);
    }

    /// The present end of the journal, for [`Tx::children_changed`].
    pub async fn horizon(&self) -> Result<Horizon> {
        let db = self.connection();
        let sql = match db.get_database_backend() {
            DatabaseBackend::Postgres => {
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS place"
            }
            _ => "SELECT coalesce(max(position), 0) AS place FROM journal",
        };
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
            .await
            .map_err(constraint::problem)?;
        let place = row.map(|row| row.try_get("", "place")).transpose();
        Ok(Horizon(place.map_err(constraint::problem)?.unwrap_or_default()))
    }

    /// Whether another request has changed a child of the authority since then.
    pub async fn children_changed(&self, since: Horizon) -> Result<bool> {
        use journal::Column as C;
        let after = match self.connection().get_database_backend() {
            DatabaseBackend::Postgres => C::Xid.gte(since.0),
            _ => C::Xid.eq(0).and(C::Position.gt(since.0)),
        };
        let other = C::RequestId.ne(self.caller().request_id.as_ref());
        let found = journal::Entity::find()
            .filter(C::AuthorityId.eq(self.caller().viewer.authority()))
            .filter(after)
            .filter(C::SubjectType.eq(ChildId::PREFIX))
            .filter(other)
            .one(self.connection())
            .await
            .map_err(constraint::problem)?;
        Ok(found.is_some())
    }
}

/// What a fact about a new row is about.
fn about_new<M>(new: &M, authority: AuthorityId) -> Result<About>
where
    M: ActiveModelTrait,
    M::Entity: Recorded,
{
    let kind = <<M::Entity as EntityTrait>::Model as Record>::kind();
    let key = |name| match column::<M::Entity>(name).map(|column| new.get(column).into_value()) {
        Ok(Some(Value::Uuid(Some(key)))) => Some(key),
        _ => None,
    };
    let id: Uuid = key("id").ok_or_else(|| Problem::internal("a new row has no id"))?;
    let of = |prefix, name| if kind == prefix { Some(id) } else { key(name) };
    Ok(About {
        authority,
        kind,
        id,
        version: 1,
        review: of(ReviewId::PREFIX, "review_id").map(ReviewId),
        child: of(ChildId::PREFIX, "child_id").map(ChildId),
    })
}

/// Inserts in as few statements as the databases take; says how many rows were written.
async fn insert<C, M>(db: &C, rows: Vec<M>, conflict: Option<OnConflict>) -> Result<u64>
where
    C: ConnectionTrait,
    M: ActiveModelTrait,
{
    let columns = <M::Entity as EntityTrait>::Column::iter().count().max(1);
    let at_once = (VALUES / columns).max(1);
    let (mut rows, mut written) = (rows.into_iter(), 0);
    loop {
        let some: Vec<M> = rows.by_ref().take(at_once).collect();
        if some.is_empty() {
            return Ok(written);
        }
        let mut insert = M::Entity::insert_many(some);
        if let Some(conflict) = &conflict {
            insert = insert.on_conflict(conflict.clone());
        }
        written += insert
            .exec_without_returning(db)
            .await
            .map_err(constraint::problem)?;
    }
}

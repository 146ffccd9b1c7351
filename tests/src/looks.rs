//! The record of looks, as it stands in the database, and what can be done to it behind the gateway's back.

use std::collections::BTreeMap;

use entity::enums::{Lens, Relation, ValueSet};
use entity::ids::ChildId;
use entity::{access_log, access_shown};
use integrated_review::store::seal::verify::{Anchor, Fault, Verdict};
use sea_orm::{ConnectionTrait, DatabaseBackend, EntityTrait, QueryOrder, Statement};

use crate::database::Backend;
use crate::world::World;

/// One look with what it showed.
#[derive(Debug, Clone)]
pub struct Look {
    /// Who, when and why.
    pub entry: access_log::Model,
    /// The classes of data and the relations, by child.
    pub children: BTreeMap<ChildId, (Vec<Lens>, Vec<Relation>)>,
}

impl Look {
    fn new(entry: access_log::Model, content: &access_shown::Model) -> Self {
        let mut children = BTreeMap::new();
        let mut ids = content.children.0.iter();
        for class in &content.classes.0 {
            for child in ids.by_ref().take(class.children) {
                children.insert(*child, (class.lenses.clone(), class.relations.clone()));
            }
        }
        assert_eq!(
            children.len(),
            content.children.0.len(),
            "a child twice, or of no class"
        );
        Self { entry, children }
    }

    /// The names of the classes of data that were shown of a child.
    #[track_caller]
    pub fn lenses_of(&self, child: ChildId) -> Vec<&'static str> {
        let (lenses, _) = self
            .children
            .get(&child)
            .unwrap_or_else(|| panic!("{child} was not shown: {self:?}"));
        lenses.iter().map(|lens| lens.as_str()).collect()
    }
}

/// The tables that nobody changes, with their triggers on SQLite.
const APPEND_ONLY: [&str; 6] = [
    "journal",
    "audit",
    "access_log",
    "access_shown",
    "access_shown_child",
    "audit_seal",
];

impl World {
    /// All looks, in their order.
    pub async fn looks(&self) -> Vec<Look> {
        let entries = access_log::Entity::find()
            .order_by_asc(access_log::Column::Id)
            .all(self.db())
            .await
            .unwrap();
        // Afterwards: what a look showed is there before the look.
        let contents = self.rows::<access_shown::Entity>().await;
        let of = |entry: access_log::Model| {
            let content = contents.iter().find(|content| content.id == entry.shown_id);
            let content = content.unwrap_or_else(|| panic!("nothing is kept of {entry:?}"));
            Look::new(entry, content)
        };
        entries.into_iter().map(of).collect()
    }

    /// What a future gives, and the looks that were recorded meanwhile.
    pub async fn looking<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Look>) {
        let before = self.looks().await.len();
        let done = work.await;
        (done, self.looks().await.split_off(before))
    }

    /// Runs SQL as the owner of the database would.
    pub async fn sql(&self, sql: &str) {
        self.db()
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Runs SQL that the database is to refuse, and gives its reason.
    pub async fn refused_sql(&self, sql: &str) -> String {
        match self.db().execute_unprepared(sql).await {
            Ok(_) => panic!("the database let it happen: {sql}"),
            Err(error) => error.to_string(),
        }
    }

    /// Makes the access log refuse further rows, and takes them again.
    pub async fn break_access_log(&self) {
        self.expect_error("the access log cannot be written");
        let sql = match self.backend() {
            Backend::Sqlite => {
                "CREATE TRIGGER broken BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'out of order'); END"
            }
            Backend::Postgres => {
                "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS \
                 'BEGIN RAISE EXCEPTION ''out of order''; END'; \
                 CREATE TRIGGER broken BEFORE INSERT ON access_log EXECUTE FUNCTION broken()"
            }
        };
        self.sql(sql).await;
    }

    /// Mends the access log.
    pub async fn mend_access_log(&self) {
        let sql = match self.backend() {
            Backend::Sqlite => "DROP TRIGGER broken",
            Backend::Postgres => "DROP TRIGGER broken ON access_log",
        };
        self.sql(sql).await;
    }

    /// Changes what nobody may change, as somebody would who owns the database.
    pub async fn tamper(&self, sql: &str) {
        for table in APPEND_ONLY {
            match self.backend() {
                Backend::Sqlite => {
                    self.sql(&format!("DROP TRIGGER IF EXISTS {table}_not_changed"))
                        .await;
                    self.sql(&format!("DROP TRIGGER IF EXISTS {table}_not_removed"))
                        .await;
                }
                Backend::Postgres if table == "access_shown_child" => {}
                Backend::Postgres => {
                    self.sql(&format!("ALTER TABLE {table} DISABLE TRIGGER USER"))
                        .await;
                }
            }
        }
        self.sql(sql).await;
    }

    /// Verifies the audit: the verdict on acts, and that on looks.
    pub async fn verify(&self, anchors: &[Anchor]) -> (Verdict, Verdict) {
        let verdicts = self.store().verify(anchors).await;
        let [acts, looks] = verdicts
            .map_err(|it| format!("{it:?}"))
            .unwrap()
            .try_into()
            .expect("two chains");
        (acts, looks)
    }

    /// The first fault of the looks, in words.
    pub async fn fault(&self) -> Option<String> {
        self.verify(&[]).await.1.fault.map(Fault::sentence)
    }

    /// Seals everything: on PostgreSQL a seal waits for the oldest transaction of the whole server, and other tests run
    /// beside this one.
    pub async fn seal(&self) {
        while self.backend() == Backend::Postgres && !self.is_settled().await {
            tokio::task::yield_now().await;
        }
        self.store().seal().await.map_err(|it| format!("{it:?}")).unwrap();
    }

    async fn is_settled(&self) -> bool {
        let sql = "SELECT count(*) AS running FROM (SELECT xid FROM audit UNION ALL SELECT xid FROM access_log) AS rows \
                   WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
        let row = self
            .db()
            .query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql))
            .await;
        row.unwrap().unwrap().try_get::<i64>("", "running").unwrap() == 0
    }
}

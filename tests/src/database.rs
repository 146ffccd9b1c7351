//! A fresh database for each test, copied from a template that is made once: migrated, and with the cast in it.

use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};

use crate::cast::Cast;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// The production one.
    Postgres,
}

/// One test's own database. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    /// Where it is.
    pub url: String,
    /// Which it is.
    pub backend: Backend,
    place: Arc<Place>,
}

enum Place {
    Folder(TempDir),
    Server {
        name: String,
    },
    /// A cluster that ends with the test.
    Cluster,
}

/// The name of an embedded database.
const FILE: &str = "test.db";

static NEXT: AtomicU32 = AtomicU32::new(1);

impl Database {
    /// A copy of the template.
    pub async fn fresh(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
                let template = TEMPLATE.get_or_init(sqlite_template).await;
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join(FILE);
                std::fs::write(&path, template).unwrap();
                Self {
                    url: sqlite_url(&path),
                    backend,
                    place: Arc::new(Place::Folder(folder)),
                }
            }
            Backend::Postgres => {
                static TEMPLATE: OnceCell<String> = OnceCell::const_new();
                let template = TEMPLATE.get_or_init(postgres_template).await;
                let name = postgres_name();
                administer(&format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#)).await;
                Self {
                    url: postgres_url(&name),
                    backend,
                    place: Arc::new(Place::Server { name }),
                }
            }
        }
    }

    /// The one database of a cluster that a test has for itself.
    pub async fn on_cluster(url: String) -> Self {
        fill(&url).await;
        Self {
            url,
            backend: Backend::Postgres,
            place: Arc::new(Place::Cluster),
        }
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<PathBuf> {
        match &*self.place {
            Place::Folder(folder) => Some(folder.path().join(FILE)),
            _ => None,
        }
    }

    /// Removes it. A test that fails leaves its PostgreSQL database behind, to be looked at.
    pub async fn remove(self) {
        match &*self.place {
            Place::Server { name } => administer(&format!(r#"DROP DATABASE "{name}" WITH (FORCE)"#)).await,
            Place::Folder(_) | Place::Cluster => {}
        }
    }
}

/// A connection of the harness's own: what it asks is not counted.
pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    if url.starts_with("sqlite:") {
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(true));
    }
    Orm::connect(options).await.unwrap()
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

async fn sqlite_template() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.db");
    fill(&sqlite_url(&path)).await;
    std::fs::read(&path).unwrap()
}

async fn postgres_template() -> String {
    let name = postgres_name();
    administer(&format!(r#"CREATE DATABASE "{name}""#)).await;
    fill(&postgres_url(&name)).await;
    name
}

async fn fill(url: &str) {
    let db = connect(url).await;
    migration::Migrator::up(&db, None).await.unwrap();
    Cast::new().insert(&db).await;
    db.close().await.unwrap();
}

fn postgres_name() -> String {
    format!(
        "ir_test_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// The server's address, up to the name of a database.
#[expect(
    clippy::disallowed_methods,
    reason = "the one setting of the tests, given by tests/run"
)]
fn postgres_url(name: &str) -> String {
    let server = std::env::var("INTEGRATED_REVIEW_TEST_POSTGRES").expect(
        "INTEGRATED_REVIEW_TEST_POSTGRES names the server, as postgres://user@host:port; use tests/run",
    );
    format!("{}/{name}", server.trim_end_matches('/'))
}

/// Runs one statement on the server itself, one at a time: a template can be copied by one session only.
async fn administer(sql: &str) {
    static ONE: Mutex<()> = Mutex::const_new(());
    let _one = ONE.lock().await;
    let mut options = ConnectOptions::new(postgres_url("postgres"));
    options.max_connections(1).sqlx_logging(false);
    let server = Orm::connect(options).await.unwrap();
    server.execute_unprepared(sql).await.unwrap();
    server.close().await.unwrap();
}

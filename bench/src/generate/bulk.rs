//! Writing many rows: without their indexes, which are made at the end, by COPY (PostgreSQL) or in statements of many
//! rows (SQLite).

use std::borrow::Cow;

use bytes::Bytes;
use futures::SinkExt;
use migration::Migrator;
use sea_orm::{
    ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, EntityName, EntityTrait, IdenStatic,
    Iterable, ModelTrait, Statement, Value,
};
use sea_orm_migration::MigratorTrait;
use tokio_postgres::Client;

use crate::{Failure, words};

/// Bytes of one message of a COPY.
const MESSAGE: usize = 64 * 1024;
/// Rows of one statement on SQLite: below the parameters that it takes.
const ROWS: usize = 100;

/// A database that is being filled.
pub struct Bulk {
    to: To,
    indexes: Vec<String>,
}

enum To {
    Postgres(Client),
    Sqlite(DatabaseConnection),
}

impl Bulk {
    /// Brings the database to the present schema and takes its indexes away.
    pub async fn open(url: &str) -> Result<Self, Failure> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Self::sqlite(path).await;
        }
        let db = Database::connect(url).await.map_err(words)?;
        Migrator::up(&db, None).await.map_err(words)?;
        db.close().await.map_err(words)?;
        let client = connect(url).await?;
        let known = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' \
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname) ORDER BY indexname";
        let mut indexes = Vec::new();
        for row in client.query(known, &[]).await.map_err(words)? {
            let name: &str = row.get(0);
            client
                .batch_execute(&format!("DROP INDEX {name}"))
                .await
                .map_err(words)?;
            indexes.push(row.get(1));
        }
        Ok(Self {
            to: To::Postgres(client),
            indexes,
        })
    }

    async fn sqlite(path: &str) -> Result<Self, Failure> {
        let mut options = sea_orm::ConnectOptions::new(format!("sqlite:{path}?mode=rwc"));
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.map_err(words)?;
        Migrator::up(&db, None).await.map_err(words)?;
        let setup = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144";
        db.execute_unprepared(setup).await.map_err(words)?;
        let known =
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
        let known = Statement::from_string(DatabaseBackend::Sqlite, known);
        let mut indexes = Vec::new();
        for row in db.query_all_raw(known).await.map_err(words)? {
            let name: String = row.try_get("", "name").map_err(words)?;
            db.execute_unprepared(&format!("DROP INDEX {name}"))
                .await
                .map_err(words)?;
            indexes.push(row.try_get("", "sql").map_err(words)?);
        }
        db.execute_unprepared("BEGIN").await.map_err(words)?;
        Ok(Self {
            to: To::Sqlite(db),
            indexes,
        })
    }

    /// Writes these rows.
    pub async fn insert<M: ModelTrait>(&self, rows: Vec<M>) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        match &self.to {
            To::Postgres(client) => copy(client, &rows).await,
            To::Sqlite(db) => insert(db, &rows).await,
        }
    }

    /// Makes the indexes and fresh statistics.
    pub async fn finish(self) -> Result<(), Failure> {
        match self.to {
            To::Postgres(client) => {
                let setup = "SET maintenance_work_mem = '512MB'";
                client.batch_execute(setup).await.map_err(words)?;
                for index in self.indexes {
                    client.batch_execute(&index).await.map_err(words)?;
                }
                client.batch_execute("VACUUM (ANALYZE)").await.map_err(words)?;
                client.batch_execute("CHECKPOINT").await.map_err(words)
            }
            To::Sqlite(db) => {
                for index in self.indexes {
                    db.execute_unprepared(&index).await.map_err(words)?;
                }
                for end in ["COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                    db.execute_unprepared(end).await.map_err(words)?;
                }
                db.close().await.map_err(words)
            }
        }
    }
}

/// A connection of the bench's own to PostgreSQL.
pub async fn connect(url: &str) -> Result<Client, Failure> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .map_err(words)?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("the connection to PostgreSQL broke: {error}");
        }
    });
    Ok(client)
}

/// The table of a model, and its columns.
fn columns<M: ModelTrait>() -> (&'static str, Vec<<M::Entity as EntityTrait>::Column>) {
    let table = EntityName::table_name(&M::Entity::default());
    (table, <M::Entity as EntityTrait>::Column::iter().collect())
}

fn list<C: IdenStatic>(columns: &[C]) -> String {
    let names: Vec<_> = columns.iter().map(IdenStatic::as_str).collect();
    names.join(", ")
}

async fn copy<M: ModelTrait>(client: &Client, rows: &[M]) -> Result<(), Failure> {
    let (table, columns) = columns::<M>();
    let copy = format!("COPY {table} ({}) FROM STDIN", list(&columns));
    let sink = client.copy_in::<_, Bytes>(&copy).await.map_err(words)?;
    let mut sink = std::pin::pin!(sink);
    let mut text = String::with_capacity(MESSAGE);
    for row in rows {
        for (place, column) in columns.iter().enumerate() {
            if 0 < place {
                text.push('\t');
            }
            write(&row.get(*column), &mut text)?;
        }
        text.push('\n');
        if MESSAGE < text.len() {
            sink.send(Bytes::from(std::mem::take(&mut text)))
                .await
                .map_err(words)?;
        }
    }
    sink.send(Bytes::from(text)).await.map_err(words)?;
    sink.finish().await.map(|_| ()).map_err(words)
}

/// A value in the text form of COPY.
fn write(value: &Value, text: &mut String) -> Result<(), Failure> {
    use std::fmt::Write as _;
    let done = match value {
        Value::Bool(Some(value)) => write!(text, "{value}"),
        Value::Int(Some(value)) => write!(text, "{value}"),
        Value::BigInt(Some(value)) => write!(text, "{value}"),
        Value::Uuid(Some(value)) => write!(text, "{value}"),
        Value::ChronoDate(Some(value)) => write!(text, "{value}"),
        Value::ChronoDateTimeUtc(Some(value)) => write!(text, "{}", value.to_rfc3339()),
        Value::String(Some(value)) => write!(text, "{}", escaped(value)),
        Value::Json(Some(value)) => write!(text, "{}", escaped(&value.to_string())),
        Value::Bool(None)
        | Value::Int(None)
        | Value::BigInt(None)
        | Value::Uuid(None)
        | Value::ChronoDate(None)
        | Value::ChronoDateTimeUtc(None)
        | Value::String(None)
        | Value::Json(None) => write!(text, "\\N"),
        other => return Err(format!("no text form of {other:?}")),
    };
    done.map_err(words)
}

fn escaped(value: &str) -> Cow<'_, str> {
    if !value.contains(['\\', '\t', '\n', '\r']) {
        return Cow::Borrowed(value);
    }
    let value = value.replace('\\', "\\\\").replace('\t', "\\t");
    Cow::Owned(value.replace('\n', "\\n").replace('\r', "\\r"))
}

async fn insert<M: ModelTrait>(db: &DatabaseConnection, rows: &[M]) -> Result<(), Failure> {
    let (table, columns) = columns::<M>();
    let one = format!("({})", vec!["?"; columns.len()].join(", "));
    for rows in rows.chunks(ROWS) {
        // The same text for every full chunk, so that it stays prepared.
        let marks = vec![one.as_str(); rows.len()].join(", ");
        let text = format!("INSERT INTO {table} ({}) VALUES {marks}", list(&columns));
        let values = rows
            .iter()
            .flat_map(|row| columns.iter().map(|column| row.get(*column)));
        let statement = Statement::from_sql_and_values(DatabaseBackend::Sqlite, text, values);
        db.execute_raw(statement).await.map_err(words)?;
    }
    Ok(())
}

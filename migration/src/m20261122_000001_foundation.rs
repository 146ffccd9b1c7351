//! The foundation: directory, children, reviews and their parts, journal, audit, idempotency.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The foundation.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_foundation"
    }
}

const POSTGRES: &[(&str, &str)] = &[
    ("{text}", "text"),
    ("{int}", "integer"),
    ("{bigint}", "bigint"),
    ("{bool}", "boolean"),
    ("{json}", "jsonb"),
    ("{uuid}", "uuid"),
    ("{date}", "date"),
    ("{instant}", "timestamptz"),
    ("{serial}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("{xid}", "(pg_current_xact_id()::text::bigint)"),
];

const SQLITE: &[(&str, &str)] = &[
    ("{text}", "text"),
    ("{int}", "integer"),
    ("{bigint}", "integer"),
    ("{bool}", "boolean"),
    ("{json}", "jsonb_text"),
    ("{uuid}", "uuid_text"),
    ("{date}", "date_text"),
    ("{instant}", "timestamp_with_timezone_text"),
    ("{serial}", "integer PRIMARY KEY AUTOINCREMENT"),
    ("{xid}", "0"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let types = match manager.get_database_backend() {
            DatabaseBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        let sql = types
            .iter()
            .fold(include_str!("foundation.sql").to_owned(), |sql, (name, text)| {
                sql.replace(name, text)
            });
        manager
            .get_connection()
            .execute_unprepared(&sql)
            .await
            .map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "the foundation is not taken back: restore a backup instead".to_owned(),
        ))
    }
}

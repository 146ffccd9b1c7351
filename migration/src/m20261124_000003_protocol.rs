//! Local protocols, the responsibilities of reviews, and the times in which somebody is covered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// Protocols and responsibilities.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000003_protocol"
    }
}

const POSTGRES: &[(&str, &str)] = &[
    ("{text}", "text"),
    ("{int}", "integer"),
    ("{bool}", "boolean"),
    ("{json}", "jsonb"),
    ("{uuid}", "uuid"),
    ("{date}", "date"),
    ("{instant}", "timestamptz"),
];

const SQLITE: &[(&str, &str)] = &[
    ("{text}", "text"),
    ("{int}", "integer"),
    ("{bool}", "boolean"),
    ("{json}", "jsonb_text"),
    ("{uuid}", "uuid_text"),
    ("{date}", "date_text"),
    ("{instant}", "timestamp_with_timezone_text"),
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
            .fold(include_str!("protocol.sql").to_owned(), |sql, (name, text)| {
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
            "what was approved is not taken back: restore a backup instead".to_owned(),
        ))
    }
}

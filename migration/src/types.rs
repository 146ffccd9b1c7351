//! Migrations that are written once for both databases: what the column types are called on each, and the shell around
//! the statements.

use sea_orm_migration::sea_orm::DatabaseBackend;

/// The type, on PostgreSQL, on SQLite.
const TYPES: &[(&str, &str, &str)] = &[
    ("{text}", "text", "text"),
    ("{int}", "integer", "integer"),
    ("{bigint}", "bigint", "integer"),
    ("{bool}", "boolean", "boolean"),
    ("{json}", "jsonb", "jsonb_text"),
    ("{uuid}", "uuid", "uuid_text"),
    ("{date}", "date", "date_text"),
    ("{instant}", "timestamptz", "timestamp_with_timezone_text"),
    (
        "{serial}",
        "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "integer PRIMARY KEY AUTOINCREMENT",
    ),
    ("{xid}", "(pg_current_xact_id()::text::bigint)", "0"),
];

/// The statements with the types of a database.
pub fn of(backend: DatabaseBackend, sql: &str) -> String {
    TYPES
        .iter()
        .fold(sql.to_owned(), |sql, (name, postgres, sqlite)| {
            let text = match backend {
                DatabaseBackend::Postgres => postgres,
                _ => sqlite,
            };
            sql.replace(name, text)
        })
}

/// A migration whose statements are one file for both databases, and which is not taken back.
macro_rules! migration {
    ($(#[$doc:meta])+ $name:literal, $statements:literal, $kept:literal) => {
        $(#[$doc])+
        pub struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &'static str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            async fn up(
                &self,
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                use sea_orm_migration::sea_orm::ConnectionTrait;
                let sql = $crate::types::of(manager.get_database_backend(), include_str!($statements));
                manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
            }

            async fn down(
                &self,
                _: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                Err(sea_orm_migration::DbErr::Migration(
                    concat!($kept, " is not taken back: restore a backup instead").to_owned(),
                ))
            }
        }
    };
}
pub(crate) use migration;

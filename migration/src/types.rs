//! What the column types are called on each database, for migrations that are written once for both.

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

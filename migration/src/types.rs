//! What the column types are called on each database, for migrations that are written once for both.

use sea_orm_migration::sea_orm::DatabaseBackend;

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

/// The statements with the types of a database.
pub fn of(backend: DatabaseBackend, sql: &str) -> String {
    let types = match backend {
        DatabaseBackend::Postgres => POSTGRES,
        _ => SQLITE,
    };
    types
        .iter()
        .fold(sql.to_owned(), |sql, (name, text)| sql.replace(name, text))
}
